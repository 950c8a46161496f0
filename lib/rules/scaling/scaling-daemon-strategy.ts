import { isUnknown } from '../../template';
import type { Outcome } from '../outcome';
import { rule } from '../rule';

/** A daemon service names no capacity provider strategy, neither itself nor by its cluster's default. */
export const scalingDaemonStrategy = rule<{ from: 'service' | 'cluster' }>({
  id: 'scaling-daemon-strategy',
  severity: 'error',
  title: 'A daemon service has no capacity provider strategy',
  why: 'ECS refuses to create a DAEMON service that has one, also when it comes from the default of its cluster.',
  remedy: 'Give the service LaunchType EC2, and no CapacityProviderStrategy.',
  link: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service-options.html',

  check(model) {
    return model.clusters.flatMap(({ services, defaultStrategy }) =>
      services.flatMap(({ resource, daemon, strategy, launchType }): Outcome<{ from: 'service' | 'cluster' }>[] => {
        if (isUnknown(daemon)) return [{ state: 'unknown', resource, unknowns: [daemon] }];
        if (!daemon) return [];
        if (strategy.length > 0) {
          return [{ state: 'fails', resource, path: ['CapacityProviderStrategy'], facts: { from: 'service' } }];
        }
        if (launchType === undefined && defaultStrategy.length > 0) {
          return [{ state: 'fails', resource, facts: { from: 'cluster' } }];
        }
        return [{ state: 'holds', resource }];
      }),
    );
  },

  message: ({ from }) =>
    from === 'service'
      ? 'a DAEMON service has a capacity provider strategy, which ECS refuses'
      : "a DAEMON service without a launch type takes its cluster's default capacity provider strategy, which ECS refuses",

  fix: ({ from }) =>
    from === 'service' ? 'set LaunchType to EC2 in place of CapacityProviderStrategy' : 'set LaunchType to EC2',
});
