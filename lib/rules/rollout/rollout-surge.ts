import { explain, type Instance, type RejectionCode, type StuckStep } from '../../placement';
import { type ClusterInTemplate, Unknown } from '../../template';
import { Roominess } from '../capacity/roominess';
import { isWhole } from '../capacity/rooms';
import type { Outcome } from '../outcome';
import { rule } from '../rule';
import { FullCluster } from './surge';

/** The step at which an update sticks. */
type Surge = {
  desired: number;
  minimumHealthyPercent: number;
  maximumInstances: number;
  reason: RejectionCode | null;
  instances: number;
};

const WORDS: Partial<Record<RejectionCode, string>> = {
  cpu: 'too little CPU is free',
  memory: 'too little memory is free',
  'tcp-ports': 'the host port of the task is taken by an old task',
  'udp-ports': 'the host port of the task is taken by an old task',
  'network-interfaces': 'no network interface is free',
  gpus: 'too few GPUs are free',
  'distinct-instance': 'each already runs a task of the service, and no two may share one',
};

/** The next step of a rolling update finds room. */
export const rolloutSurge = rule<Surge>({
  id: 'rollout-surge',
  severity: 'error',
  title: 'A rolling update finds room for its next task',
  why: 'Where no old task may stop first, ECS needs room for one task more than the service wants. Without it the update waits for ever, with every instance there may be.',
  remedy:
    'Raise the maximum size of the group by one, use dynamic host ports, or lower minimumHealthyPercent so that an old task may stop first.',
  link: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html',
  check: (model) => {
    const careful = model.fleetOf({ bound: 'conservative', counts: 'desired' }).clusters;
    return model
      .fleetOf({ bound: 'optimistic', counts: 'desired' })
      .clusters.flatMap((cluster, index) => surgesOf(cluster, careful[index]!));
  },
  message: ({ desired, minimumHealthyPercent, maximumInstances, reason, instances }) =>
    `an update cannot start its first new task: at least ${minimumHealthyPercent} percent of ${desired} must stay, so that no old task may stop first, and with all ${maximumInstances} instances there may be, ${reasonWords(reason, instances)}`,
  fix: ({ maximumInstances, reason }) => {
    const room = `allow ${maximumInstances + 1} instances in place of ${maximumInstances}`;
    return reason === 'tcp-ports' || reason === 'udp-ports'
      ? `use a dynamic host port (HostPort 0), ${room}, or lower minimumHealthyPercent so that an old task may stop first`
      : `${room}, or lower minimumHealthyPercent so that an old task may stop first`;
  },
});

/** What fits with every figure to its disadvantage fits; only the rest is looked at from the other side. */
function surgesOf(cluster: ClusterInTemplate, careful: ClusterInTemplate): Outcome<Surge>[] {
  if (cluster.cluster.capacities.length === 0) return [];
  const roominess = new Roominess(careful);
  const pessimist = once(() => new FullCluster(careful, 'first'));
  const full = once(() => new FullCluster(cluster, 'first'));
  const other = once(() => new FullCluster(cluster, 'last'));
  const maximum = cluster.cluster.capacities.reduce((sum, { maxInstances }) => sum + maxInstances, 0);
  const carefully = new Map([...careful.services].map(([service, origin]) => [origin, service]));
  return [...cluster.services].flatMap(([service, origin]): Outcome<Surge>[] => {
    const { resource, destination } = origin;
    const { desiredCount: desired, minimumHealthyPercent, daemon, deployment } = service;
    if (daemon || deployment !== 'rolling' || desired === 0) return [];
    const same = carefully.get(origin);
    if (same && (roominess.takes(same) || (pessimist().holds(same) && !pessimist().lacksRoom(same)))) {
      return [{ state: 'holds', resource }];
    }
    // What does not even fit before the update is the finding of another rule.
    if (!full().holds(service) || !other().holds(service)) return [];
    const stuck = full().lacksRoom(service) ? full().stuckStep(service) : undefined;
    if (!stuck) return [{ state: 'unknown', resource, unknowns: [TIGHT] }];
    if (!other().lacksRoom(service)) return [{ state: 'unknown', resource, unknowns: [ORDER] }];
    const open = resource.doubt ?? (destination.kind === 'any-instance' && !isWhole(cluster) ? OTHERS : undefined);
    if (open) return [{ state: 'unknown', resource, unknowns: [open] }];
    const facts = { desired, minimumHealthyPercent, maximumInstances: maximum, ...reasonOf(stuck) };
    return [{ state: 'fails', resource, facts }];
  });
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

const reasonWords = (reason: RejectionCode | null, instances: number): string =>
  reason === null
    ? 'none has room for it'
    : `${WORDS[reason] ?? `a task is refused for ${reason}`} on ${instances === 1 ? 'the one that is nearest' : `${instances} of them`}`;

function reasonOf({ rejections }: StuckStep): Pick<Surge, 'reason' | 'instances'> {
  const named = rejections.map(
    ({ instanceId }): Pick<Instance, 'id' | 'instanceType' | 'zone'> => ({
      id: instanceId,
      instanceType: '',
      zone: '',
    }),
  );
  const [first] = explain(rejections, named).reasons.filter(({ code }) => code !== 'capacity-provider');
  return { reason: first?.code ?? null, instances: first?.instances ?? 0 };
}

const open = (name: string): Unknown => new Unknown({ code: 'assumption', name }, '');
const OTHERS = open('the cluster may have instances that are not in the templates');
const ORDER = open('it hangs on the order in which ECS started the services');
const TIGHT = open('there is room only if the instances register the most they may');
