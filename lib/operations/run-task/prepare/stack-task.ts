import { nearNames } from '../../../placement';
import type { Clients } from '../../aws/clients';
import { OperationError, refusedWith } from '../../aws/problem/operation-error';
import { stackNotFound } from '../../live/stack/stack-not-found';
import { stackSummaries } from '../../live/stack/stack-summaries';
import { invalid } from './invalid';

/** What a deployed stack says of a task. */
export interface StackTask {
  readonly taskDefinition: string;
  /** The only cluster of the stack. */
  readonly cluster?: string;
}

interface Resource {
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId: string;
  /** As the CDK writes it into the template; the logical id where it does not. */
  readonly path: string;
}

/**
 * Finds the task definition that a construct of a deployed stack made.
 * @param construct Its path below the stack, as the CDK writes it into the template, or its logical id.
 * @throws OperationError not-found with near names of stacks or paths; invalid-request if several answer to it
 */
export async function findStackTask(clients: Clients, stack: string, construct: string): Promise<StackTask> {
  const resources = await resourcesOf(clients, stack).catch(async (error) => {
    // CloudFormation: ValidationError "Stack with id X does not exist".
    throw refusedWith(error, 'ValidationError') ? await stackNotFound(clients, stack, error) : error;
  });
  const definitions = resources.filter(({ type }) => type === 'AWS::ECS::TaskDefinition');
  const found = answering(construct, definitions);
  if (found.length > 1) {
    const all = found.map(({ path }) => path).join(' or ');
    throw invalid(`${construct} in stack ${stack} may be ${all}; give one of them`);
  }
  const [one] = found;
  if (!one) throw noSuchTask(stack, construct, definitions);
  const clusters = resources.filter(({ type }) => type === 'AWS::ECS::Cluster');
  return { taskDefinition: one.physicalId, ...(clusters.length === 1 && { cluster: clusters[0]!.physicalId }) };
}

/** With the near names; where none is near, with some of those that there are. */
function noSuchTask(stack: string, construct: string, definitions: readonly Resource[]): OperationError {
  const paths = definitions.map(({ path }) => path);
  const parts = [...new Set(paths.flatMap((path) => [path, ...path.split('/')]))];
  const near = nearNames(construct, parts);
  return new OperationError({
    ...{ code: 'not-found', kind: 'task definition', name: construct, where: `stack ${stack}` },
    near: near.length > 0 ? near : paths.slice(0, 5),
  });
}

/** Those that are meant: the construct itself rather than what is below it. */
function answering(construct: string, all: readonly Resource[]): readonly Resource[] {
  const exact = all.filter(({ logicalId, path }) => logicalId === construct || `/${path}`.endsWith(`/${construct}`));
  return exact.length > 0 ? exact : all.filter(({ path }) => `/${path}/`.includes(`/${construct}/`));
}

/** The resources of a stack and of those that are nested in it. */
async function resourcesOf(clients: Clients, stack: string): Promise<readonly Resource[]> {
  const [summaries, paths] = await Promise.all([stackSummaries(clients, stack), pathsOf(clients, stack)]);
  const own = summaries.flatMap(
    ({ LogicalResourceId: logicalId, ResourceType: type, PhysicalResourceId: physicalId }) =>
      logicalId && type && physicalId ? [{ logicalId, type, physicalId, path: paths.get(logicalId) ?? logicalId }] : [],
  );
  const nested = own.filter(({ type }) => type === 'AWS::CloudFormation::Stack');
  const below = await Promise.all(nested.map(({ physicalId }) => resourcesOf(clients, physicalId)));
  return [...own, ...below.flat()];
}

/** The construct path of each resource, by logical id. */
async function pathsOf(clients: Clients, StackName: string): Promise<ReadonlyMap<string, string>> {
  const { TemplateBody = '{}' } = await clients.cloudFormation.getTemplate({ StackName, TemplateStage: 'Original' });
  const resources = Object.entries(parsed(TemplateBody).Resources ?? {});
  return new Map(
    resources.flatMap(([logicalId, resource]) => {
      const path = resource.Metadata?.['aws:cdk:path'];
      return path ? [[logicalId, path.replace(/\/Resource$/, '')] as const] : [];
    }),
  );
}

interface Template {
  readonly Resources?: Readonly<Record<string, { readonly Metadata?: { readonly 'aws:cdk:path'?: string } }>>;
}

/** The CDK writes JSON. Anything else has no construct paths; logical ids still find what is there. */
function parsed(text: string): Template {
  try {
    return JSON.parse(text) as Template;
  } catch {
    return {};
  }
}
