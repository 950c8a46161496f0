import { nearNames } from '../../../placement';
import type { Clients } from '../../aws/clients';
import { OperationError, refusedWith } from '../../aws/operation-error';
import { stackSummaries } from '../../live/stack-summaries';

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
}

/**
 * Finds the task definition that a construct of a deployed stack made.
 * @param construct Its path below the stack, as the CDK writes it into the template, or its logical id.
 * @throws OperationError not-found with near paths; invalid-request if several task definitions answer to it
 */
export async function findStackTask(clients: Clients, stack: string, construct: string): Promise<StackTask> {
  const [resources, paths] = await Promise.all([resourcesOf(clients, stack), pathsOf(clients, stack)]).catch(
    async (error) => {
      // CloudFormation: ValidationError "Stack with id X does not exist".
      if (!refusedWith(error, 'ValidationError')) throw error;
      const where = await clients.region();
      throw new OperationError({ code: 'not-found', kind: 'stack', name: stack, where, near: [] }, error);
    },
  );
  const definitions = resources.filter(({ type }) => type === 'AWS::ECS::TaskDefinition');
  const named = definitions.map((one) => ({ ...one, path: paths.get(one.logicalId) ?? one.logicalId }));
  const found = answering(construct, named);
  if (found.length > 1) {
    const detail = `${construct} in stack ${stack} may be ${found.map(({ path }) => path).join(' or ')}; give one of them`;
    throw new OperationError({ code: 'invalid-request', detail });
  }
  const [one] = found;
  if (!one) {
    const parts = named.flatMap(({ path }) => [path, ...path.split('/')]);
    const near = nearNames(construct, [...new Set(parts)]);
    const offered = near.length > 0 ? near : named.map(({ path }) => path).slice(0, 5);
    throw new OperationError({
      code: 'not-found',
      kind: 'task definition',
      name: construct,
      where: `stack ${stack}`,
      near: offered,
    });
  }
  const clusters = resources.filter(({ type }) => type === 'AWS::ECS::Cluster');
  return { taskDefinition: one.physicalId, ...(clusters.length === 1 && { cluster: clusters[0]!.physicalId }) };
}

/** Those that are meant: the construct itself rather than what is below it. */
function answering<Named extends { readonly logicalId: string; readonly path: string }>(
  construct: string,
  all: readonly Named[],
): readonly Named[] {
  const exact = all.filter(({ logicalId, path }) => logicalId === construct || `/${path}`.endsWith(`/${construct}`));
  return exact.length > 0 ? exact : all.filter(({ path }) => `/${path}/`.includes(`/${construct}/`));
}

async function resourcesOf(clients: Clients, StackName: string): Promise<readonly Resource[]> {
  const summaries = await stackSummaries(clients, StackName);
  return summaries.flatMap(({ LogicalResourceId, ResourceType, PhysicalResourceId }) =>
    LogicalResourceId && ResourceType && PhysicalResourceId
      ? [{ logicalId: LogicalResourceId, type: ResourceType, physicalId: PhysicalResourceId }]
      : [],
  );
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
