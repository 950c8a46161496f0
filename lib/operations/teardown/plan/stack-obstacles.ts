import type { Clients } from '../../aws/clients';
import { everyPage } from '../../aws/pages';
import { refusedWith } from '../../aws/problem/operation-error';
import type { FoundStack } from '../../live/stack/find-stack';
import { idsOf, NESTED_STACK, type StackResource } from '../stack/stack-resources';
import type { TeardownObstacle } from './teardown-plan';

/** What in CloudFormation itself keeps a stack from being deleted. */
export async function stackObstacles(
  clients: Clients,
  stack: FoundStack,
  resources: readonly StackResource[],
): Promise<readonly TeardownObstacle[]> {
  const status = stack.StackStatus ?? '';
  return [
    ...(stack.EnableTerminationProtection ? [{ code: 'termination-protection' } as const] : []),
    ...(stack.RootId && stack.RootId !== stack.StackId
      ? [{ code: 'nested', root: stackName(stack.RootId) } as const]
      : []),
    ...(isBusy(status) ? [{ code: 'busy', status } as const] : []),
    ...(await imports(clients, stack, idsOf(resources, NESTED_STACK))),
  ];
}

/** CloudFormation deletes a stack that is being created or deleted, and none that is being changed otherwise. */
const isBusy = (status: string): boolean => status.endsWith('_IN_PROGRESS') && !/^(DELETE|CREATE|REVIEW)_/.test(status);

/** The name in a stack's ARN: `arn:…:stack/<name>/<id>`. */
export const stackName = (stackId: string): string => stackId.split('/')[1] ?? stackId;

/** Exports of the stack and of those nested in it that others import; among themselves they may. */
async function imports(
  clients: Clients,
  stack: FoundStack,
  nested: readonly string[],
): Promise<readonly TeardownObstacle[]> {
  const inner = await Promise.all(nested.map((id) => outputsOf(clients, id)));
  const exported = [...(stack.Outputs ?? []), ...inner.flat()].flatMap(({ ExportName }) => ExportName ?? []);
  const own = new Set([stack.StackName, ...nested.map(stackName)]);
  const found = await Promise.all(
    exported.map(async (exportName): Promise<TeardownObstacle[]> => {
      const stacks = (await importersOf(clients, exportName)).filter((name) => !own.has(name));
      return stacks.length > 0 ? [{ code: 'imported', exportName, stacks }] : [];
    }),
  );
  return found.flat();
}

async function outputsOf(clients: Clients, stackId: string) {
  try {
    return (await clients.cloudFormation.describeStacks({ StackName: stackId })).Stacks?.[0]?.Outputs ?? [];
  } catch (error) {
    if (refusedWith(error, 'ValidationError')) return [];
    throw error;
  }
}

async function importersOf(clients: Clients, ExportName: string): Promise<readonly string[]> {
  try {
    return await everyPage(
      (NextToken) => clients.cloudFormation.listImports({ ExportName, NextToken }),
      ({ Imports }) => Imports,
    );
  } catch (error) {
    // "Export 'x' is not imported by any stack."
    if (refusedWith(error, 'ValidationError')) return [];
    throw error;
  }
}
