import type { RunTaskCommandInput } from '@aws-sdk/client-ecs';
import { type PlacementRequest, place } from '../../../placement';
import { shortName } from '../../aws/arn';
import type { Clients } from '../../aws/clients';
import type { FoundCluster } from '../../live/cluster/clusters';
import { findCluster } from '../../live/cluster/find-cluster';
import { taskDemandOf } from '../../live/cluster/live-cluster';
import { constraintsFrom } from '../../live/placement/placement-from';
import { type FoundTaskDefinition, findTaskDefinition } from '../../live/task/find-task-definition';
import type { RunTaskRequest } from '../run-task-request';
import { type Launch, launchOf } from './capacity';
import { checkOverrides, checkRunnable } from './check-runnable';
import { invalid, readable, unknownName } from './invalid';
import { overridden } from './overridden';
import { overridesInput } from './overrides';
import { findStackTask } from './stack-task';
import { networkInput } from './task-network';

/** Tasks that one call starts at most. */
export const MOST_AT_ONCE = 10;

/** A request whose names are found and which makes sense in itself. */
export interface Preparation {
  readonly request: RunTaskRequest;
  readonly cluster: FoundCluster;
  /** With the request's overrides in effect. */
  readonly definition: FoundTaskDefinition;
  readonly launch: Launch;
  /** One task, as the placement engine takes it, without its capacity provider and its zones. */
  readonly placement: PlacementRequest;
  /** Names of the containers whose exit codes may be that of the task. */
  readonly deciding: readonly string[];
  readonly clientToken: string;
  /** All of the call but its count, its token and where it launches. */
  readonly input: RunTaskCommandInput;
}

/**
 * Finds what a request names and turns it into a call.
 * @param clientToken that of the request, or a new one
 * @throws OperationError not-found, invalid-request
 */
export async function prepare(clients: Clients, request: RunTaskRequest, clientToken: string): Promise<Preparation> {
  checkNames(request, clientToken);
  const { clusterName, taskName } = await namesIn(clients, request);
  const definitionFound = findTaskDefinition(clients, taskName);
  // In the wrong region neither is there, and only the cluster's error names the right one.
  definitionFound.catch(() => {});
  const cluster = await findCluster(clients, clusterName);
  const registered = await definitionFound;
  checkRunnable(registered);
  const overrides = overridesInput(request.overrides, registered);
  const definition = overridden(registered, overrides);
  if (overrides) checkOverrides(definition, overrides);
  const launch = launchOf(request, cluster);
  const placement = placementOf(request, definition);
  const deciding = decidingContainers(request, definition);
  const input: RunTaskCommandInput = {
    cluster: cluster.clusterArn,
    taskDefinition: definition.taskDefinitionArn,
    // By it the tasks of a run are found when the answer that named them was lost.
    startedBy: request.startedBy ?? clientToken,
    ...(request.strategies?.length && { placementStrategy: [...request.strategies] }),
    ...(request.constraints?.length && { placementConstraints: [...request.constraints] }),
    ...networkInput(request, definition),
    ...(overrides && { overrides }),
  };
  return { request, cluster, definition, launch, placement, deciding, clientToken, input };
}

function checkNames({ count = 1, startedBy }: RunTaskRequest, clientToken: string): void {
  if (!Number.isInteger(count) || count < 1) throw invalid(`${count} is no number of tasks; give 1 or more`);
  // ECS takes 64 characters, and each call adds its number.
  const longest = 64 - `-${Math.ceil(count / MOST_AT_ONCE)}`.length;
  if (!/^[!-~]+$/.test(clientToken) || clientToken.length > longest) {
    throw invalid(`the client token ${clientToken} is not of 1 to ${longest} visible ASCII characters`);
  }
  if (!/^[\w/-]{1,128}$/.test(startedBy ?? clientToken)) {
    const what = startedBy === undefined ? 'without --started-by, the client token' : '--started-by';
    const is = 'is of at most 128 letters, digits, hyphens, slashes and underscores';
    throw invalid(`${what} ${is}, which ${startedBy ?? clientToken} is not`);
  }
}

async function namesIn(clients: Clients, { task, cluster }: RunTaskRequest) {
  if (task.family !== undefined) {
    if (cluster === undefined) throw invalid('no cluster is given; give --cluster NAME');
    return { clusterName: cluster, taskName: task.family };
  }
  const found = await findStackTask(clients, task.stack, task.construct);
  const clusterName = cluster ?? found.cluster;
  if (clusterName) return { clusterName, taskName: found.taskDefinition };
  throw invalid(`stack ${task.stack} has no cluster of its own, or several; give --cluster NAME`);
}

/** Those whose end is the end of the task, unless one is named. */
function decidingContainers({ exitCodeFrom }: RunTaskRequest, definition: FoundTaskDefinition): readonly string[] {
  const { containerDefinitions = [], taskDefinitionArn } = definition;
  const names = containerDefinitions.flatMap(({ name }) => name ?? []);
  if (exitCodeFrom === undefined) {
    return containerDefinitions.filter((one) => one.essential !== false).flatMap(({ name }) => name ?? []);
  }
  if (names.includes(exitCodeFrom)) return [exitCodeFrom];
  throw unknownName('container', exitCodeFrom, `task definition ${shortName(taskDefinitionArn)}`, names);
}

function placementOf({ constraints = [], strategies }: RunTaskRequest, definition: FoundTaskDefinition) {
  return readable(() => {
    const one: PlacementRequest = {
      demand: taskDemandOf(definition),
      group: `family:${definition.family}`,
      constraints: [...constraintsFrom(definition.placementConstraints), ...constraints],
      ...(strategies?.length && { strategies }),
    };
    // Has the engine read it, expressions included.
    place(one, []);
    return one;
  });
}
