import type { RunTaskCommandInput } from '@aws-sdk/client-ecs';
import { nearNames } from '../../../placement';
import type { Clients } from '../../aws/clients';
import { OperationError } from '../../aws/operation-error';
import { type FoundCluster, findCluster } from '../../live/find-cluster';
import { type FoundTaskDefinition, findTaskDefinition } from '../../live/find-task-definition';
import { shortName } from '../../live/pages';
import type { CapacityShare, RunTaskRequest } from '../run-task-request';
import { findStackTask } from './stack-task';

/** A request whose names are found and which makes sense in itself. */
export interface Preparation {
  readonly request: RunTaskRequest;
  readonly cluster: FoundCluster;
  readonly definition: FoundTaskDefinition;
  /** Capacity providers that tasks may go to; none for launch type EC2. */
  readonly providers: readonly string[];
  /** Names of the containers whose end is the end of the task. */
  readonly essential: readonly string[];
  readonly token: string;
  /** All of the call but its count and its token. */
  readonly input: RunTaskCommandInput;
}

/**
 * Finds what a request names and turns it into a call.
 * @throws OperationError not-found, invalid-request
 */
export async function prepare(clients: Clients, request: RunTaskRequest, token: string): Promise<Preparation> {
  checkNumbers(request, token);
  const { clusterName, taskName } = await namesIn(clients, request);
  const [cluster, definition] = await Promise.all([
    findCluster(clients, clusterName),
    findTaskDefinition(clients, taskName),
  ]);
  checkNetwork(request, definition);
  checkCapacity(request.capacity ?? [], cluster);
  const standard = cluster.defaultCapacityProviderStrategy ?? [];
  const providers = (request.capacity ?? standard).flatMap(({ capacityProvider }) => capacityProvider ?? []);
  const containers = definition.containerDefinitions ?? [];
  const essential = containers.filter((one) => one.essential !== false).flatMap(({ name }) => name ?? []);
  const input: RunTaskCommandInput = {
    cluster: cluster.clusterArn,
    taskDefinition: definition.taskDefinitionArn,
    // By it the tasks of a run are found when the answer that named them was lost.
    startedBy: token,
    ...launch(request, standard.length > 0),
    ...(request.strategies && { placementStrategy: [...request.strategies] }),
    ...(request.constraints && { placementConstraints: [...request.constraints] }),
    ...(request.subnets && {
      networkConfiguration: {
        awsvpcConfiguration: {
          subnets: [...request.subnets],
          ...(request.securityGroups && { securityGroups: [...request.securityGroups] }),
        },
      },
    }),
    ...overridesFor(request, definition, essential),
  };
  return { request, cluster, definition, providers, essential, token, input };
}

const invalid = (detail: string): OperationError => new OperationError({ code: 'invalid-request', detail });

function checkNumbers({ count = 1 }: RunTaskRequest, token: string): void {
  if (!Number.isInteger(count) || count < 1) throw invalid(`${count} is no number of tasks; give 1 or more`);
  if (!/^[\w/-]{1,36}$/.test(token)) {
    throw invalid(`the token ${token} is not of 1 to 36 letters, digits, hyphens, underscores and slashes`);
  }
}

async function namesIn(clients: Clients, { task, cluster }: RunTaskRequest) {
  if ('family' in task) {
    if (cluster === undefined) throw invalid('no cluster is given; give --cluster NAME');
    return { clusterName: cluster, taskName: task.family };
  }
  const found = await findStackTask(clients, task.stack, task.construct);
  const clusterName = cluster ?? found.cluster;
  if (clusterName) return { clusterName, taskName: found.taskDefinition };
  throw invalid(`stack ${task.stack} has no cluster of its own, or several; give --cluster NAME`);
}

function checkNetwork({ subnets, securityGroups }: RunTaskRequest, { networkMode, family }: FoundTaskDefinition): void {
  const given = subnets ?? securityGroups;
  if (networkMode === 'awsvpc' && !subnets?.length) {
    throw invalid(
      `tasks of ${family} have network interfaces of their own (awsvpc); give --subnets, of private subnets`,
    );
  }
  if (networkMode !== 'awsvpc' && given) {
    throw invalid(`tasks of ${family} use the network of their instance; leave out --subnets and --security-groups`);
  }
}

function checkCapacity(capacity: readonly CapacityShare[], cluster: FoundCluster): void {
  const names = cluster.capacityProviders ?? [];
  for (const { capacityProvider: name } of capacity) {
    if (names.includes(name)) continue;
    const where = `cluster ${cluster.clusterName}`;
    const near = nearNames(name, names);
    throw new OperationError({ code: 'not-found', kind: 'capacity provider', name, where, near });
  }
}

/** By capacity provider wherever there is one: a launch type neither scales out nor waits for it. */
function launch({ capacity }: RunTaskRequest, hasStandard: boolean): Partial<RunTaskCommandInput> {
  if (capacity) {
    return {
      capacityProviderStrategy: capacity.map(({ capacityProvider, weight = 1, base = 0 }) => ({
        ...{ capacityProvider, weight, base },
      })),
    };
  }
  return hasStandard ? {} : { launchType: 'EC2' };
}

function overridesFor(
  { overrides = {} }: RunTaskRequest,
  definition: FoundTaskDefinition,
  essential: readonly string[],
): Pick<RunTaskCommandInput, 'overrides'> {
  const { command, environment, cpuUnits, memoryMiB, taskRoleArn, executionRoleArn } = overrides;
  const names = (definition.containerDefinitions ?? []).flatMap(({ name }) => name ?? []);
  const name = overrides.container ?? essential[0];
  if (name !== undefined && !names.includes(name)) {
    const where = `task definition ${shortName(definition.taskDefinitionArn)}`;
    throw new OperationError({ code: 'not-found', kind: 'container', name, where, near: nearNames(name, names) });
  }
  const variables = Object.entries(environment ?? {}).map(([variable, value]) => ({ name: variable, value }));
  const container = {
    ...(command && { command: [...command] }),
    ...(variables.length > 0 && { environment: variables }),
  };
  const all = {
    ...(Object.keys(container).length > 0 && { containerOverrides: [{ name, ...container }] }),
    ...(cpuUnits !== undefined && { cpu: String(cpuUnits) }),
    ...(memoryMiB !== undefined && { memory: String(memoryMiB) }),
    ...(taskRoleArn && { taskRoleArn }),
    ...(executionRoleArn && { executionRoleArn }),
  };
  return Object.keys(all).length > 0 ? { overrides: all } : {};
}
