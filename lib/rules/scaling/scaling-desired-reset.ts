import { isUnknown, type ScalableTarget } from '../../template';
import type { Outcome } from '../outcome';
import { rule } from '../rule';

/** A count that every deployment sets back. */
type Reset = { of: 'service' | 'group'; count: number | null };

/** What scales keeps its count through a deployment. */
export const scalingDesiredReset = rule<Reset>({
  id: 'scaling-desired-reset',
  severity: 'warning',
  title: 'A template leaves the count of what scales to whatever scales it',
  why: 'A deployment that updates the resource sets the count back to what the template says, under whatever load there is.',
  remedy: 'Leave DesiredCount out of a service that scales, and DesiredCapacity out of a group with managed scaling.',
  link: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html',
  check: (model) => [
    ...model.taskOrigins.flatMap(({ resource, service, scaling, destination }): Outcome<Reset>[] => {
      if (!service || !scaling || destination.kind === 'elsewhere') return [];
      if (service.leavesDesiredCount || isFixed(scaling)) return [{ state: 'holds', resource }];
      const count = isUnknown(service.desiredCount) ? null : service.desiredCount;
      return [{ state: 'fails', resource, path: ['DesiredCount'], facts: { of: 'service', count } }];
    }),
    ...model.clusters.flatMap(({ capacities }) =>
      capacities.flatMap(({ group, provider }): Outcome<Reset>[] => {
        const { resource, desiredCapacity, minSize, maxSize } = group;
        if (!provider?.managedScaling) return [];
        if (desiredCapacity === undefined || minSize === maxSize) return [{ state: 'holds', resource }];
        const count = isUnknown(desiredCapacity) ? null : desiredCapacity;
        return [{ state: 'fails', resource, path: ['DesiredCapacity'], facts: { of: 'group', count } }];
      }),
    ),
  ],
  message: ({ of, count }) =>
    of === 'service'
      ? `a deployment sets the service back to ${count ?? 'the given number of'} tasks, however far it has scaled`
      : `a deployment of the group sets it back to ${count ?? 'the given number of'} instances, however many managed scaling has launched`,
  fix: ({ of }) => (of === 'service' ? 'leave DesiredCount out' : 'leave DesiredCapacity out'),
});

const isFixed = ({ minTasks, maxTasks }: ScalableTarget): boolean => !isUnknown(minTasks) && minTasks === maxTasks;
