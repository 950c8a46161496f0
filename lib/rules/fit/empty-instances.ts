import { type Candidate, candidateOf, type Instance, placeDaemons } from '../../placement';
import {
  type Bound,
  type CapacityInTemplate,
  isUnknown,
  type Known,
  knownDemand,
  type Model,
  serviceName,
  type TaskOrigin,
} from '../../template';

/** An instance of a type that runs nothing but the daemons of its cluster. */
export interface EmptyInstance {
  readonly capacity: CapacityInTemplate;
  readonly type: string;
  readonly instance: Instance;
  readonly candidate: Candidate;
}

/** Empty instances of the capacities of a model, made once for each capacity, bound and set of daemons. */
export class EmptyInstances {
  private readonly made = new Map<CapacityInTemplate, Map<string, Known<readonly EmptyInstance[]>>>();
  private readonly daemons = new Map<TaskOrigin['cluster'], readonly TaskOrigin[]>();

  constructor(model: Model) {
    for (const origin of model.taskOrigins) {
      if (origin.daemon !== true || origin.destination.kind !== 'any-instance' || origin.resource.doubt) continue;
      this.daemons.set(origin.cluster, [...(this.daemons.get(origin.cluster) ?? []), origin]);
    }
  }

  /** One for each type of a capacity, with the daemons that are known to run there, save the task's own. */
  of(capacity: CapacityInTemplate, origin: TaskOrigin, bound: Bound): Known<readonly EmptyInstance[]> {
    const own = origin.daemon === true ? origin.name : '';
    const key = `${bound} ${own}`;
    const known = this.made.get(capacity) ?? new Map<string, Known<readonly EmptyInstance[]>>();
    this.made.set(capacity, known);
    const found = known.get(key) ?? this.make(capacity, origin, bound);
    known.set(key, found);
    return found;
  }

  private make(capacity: CapacityInTemplate, origin: TaskOrigin, bound: Bound): Known<readonly EmptyInstance[]> {
    const types = capacity.instanceTypes(bound);
    if (isUnknown(types)) return types;
    const instances = [...new Map(types.map((type) => [type.name, type])).values()].map(
      ({ name, registered, attributes }): Instance => ({
        id: name,
        instanceType: name,
        zone: 'any',
        status: 'ACTIVE',
        agentConnected: true,
        registered,
        attributes,
        tasks: [],
      }),
    );
    return placeDaemons(this.daemonsBeside(origin), instances).instances.map((instance) => ({
      capacity,
      type: instance.instanceType,
      instance,
      candidate: candidateOf(instance),
    }));
  }

  /** Daemons of the cluster of which everything is known; the others take nothing that is certain. */
  private daemonsBeside(origin: TaskOrigin) {
    return (this.daemons.get(origin.cluster) ?? []).flatMap((daemon) => {
      const demand = daemon.demand && knownDemand(daemon.demand);
      const { constraints } = daemon;
      if (daemon === origin || demand === undefined || isUnknown(demand) || isUnknown(constraints)) return [];
      return [{ name: `${serviceName(daemon.service!)} ${daemon.resource.stack.stack}`, demand, constraints }];
    });
  }
}
