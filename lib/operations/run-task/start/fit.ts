import {
  type Explanation,
  explain,
  type InstanceRejection,
  PlacementInputError,
  place,
  type TaskDemand,
} from '../../../placement';
import type { Clients } from '../../aws/clients';
import { OperationError } from '../../aws/operation-error';
import { readLiveCluster, taskDemandOf } from '../../live/live-cluster';
import { constraintsFrom } from '../../live/placement-from';
import { emptied } from '../../live/placement-refusal';
import type { Preparation } from '../prepare/prepare';

/** Which instances of a cluster could take a task at the moment, and why the others cannot. */
export interface Fit {
  /** How many container instances there are. */
  readonly instances: number;
  /** Ids of those that could take one task. */
  readonly takers: readonly string[];
  /** Of those that could not, one entry each. */
  readonly rejections: readonly InstanceRejection[];
  /** The same, counted and ranked. */
  readonly explanation: Explanation;
  /** Whether another instance like one of these, with nothing on it, would take it. */
  readonly moreInstancesHelp: boolean;
  /** Whether ECS keeps a task waiting while a capacity provider scales out, rather than refusing it. */
  readonly waitsForCapacity: boolean;
}

/**
 * Asks the placement engine about the cluster as it is.
 * @throws OperationError invalid-request for constraints that ECS would not read
 */
export async function fitOf(clients: Clients, preparation: Preparation): Promise<Fit> {
  const { cluster, providers, definition, request } = preparation;
  const { instances } = await readLiveCluster(clients, cluster);
  const demand = demandFor(preparation);
  const constraints = [...constraintsFrom(definition.placementConstraints), ...(request.constraints ?? [])];
  const rejections: InstanceRejection[] = [];
  const takers: string[] = [];
  let moreInstancesHelp = false;
  for (const instance of instances) {
    const own = instance.capacityProvider;
    const capacityProvider = own && providers.includes(own) ? own : providers[0];
    const one = {
      demand,
      group: `family:${definition.family}`,
      constraints,
      ...(capacityProvider && { capacityProvider }),
    };
    const placement = place(one, [instance]);
    if (placement.code === 'placed') takers.push(instance.id);
    else rejections.push(...placement.rejections);
    moreInstancesHelp ||= place(one, [emptied(instance)]).code === 'placed';
  }
  return {
    instances: instances.length,
    takers,
    rejections,
    explanation: explain(rejections, instances),
    moreInstancesHelp,
    waitsForCapacity: providers.length > 0,
  };
}

/** What one task takes, its overrides included. */
function demandFor({ definition, request: { overrides = {} } }: Preparation): TaskDemand {
  const { cpuUnits, memoryMiB } = overrides;
  const overridden = {
    ...definition,
    ...(cpuUnits !== undefined && { cpu: String(cpuUnits) }),
    ...(memoryMiB !== undefined && { memory: String(memoryMiB) }),
  };
  return taskDemandOf(overridden);
}

/** What the engine cannot read, ECS would refuse. */
export function asInvalidRequest(error: unknown): unknown {
  return error instanceof PlacementInputError
    ? new OperationError({ code: 'invalid-request', detail: error.message }, error)
    : error;
}
