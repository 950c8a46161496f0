import type { Task } from '@aws-sdk/client-ecs';
import type { FoundService } from './find-service';

/** Whether a service's tasks run elsewhere than on the cluster's EC2 instances. */
export const runsElsewhere = ({ launchType, capacityProviderStrategy = [] }: FoundService): boolean =>
  launchType === 'FARGATE' ||
  launchType === 'EXTERNAL' ||
  capacityProviderStrategy.some(({ capacityProvider }) => capacityProvider?.startsWith('FARGATE'));

/**
 * The capacity providers for which a service's missing tasks wait: those that ECS has chosen, else those that it may
 * choose. None: the tasks may go to any instance.
 * @param tasks the service's own
 */
export function awaitedProviders(
  { capacityProviderStrategy = [] }: FoundService,
  tasks: readonly Task[],
): readonly string[] {
  const chosen = tasks.flatMap((task) => (task.containerInstanceArn ? [] : (task.capacityProviderName ?? [])));
  const allowed = capacityProviderStrategy.flatMap(({ capacityProvider }) => capacityProvider ?? []);
  return [...new Set(chosen.length > 0 ? chosen : allowed)];
}
