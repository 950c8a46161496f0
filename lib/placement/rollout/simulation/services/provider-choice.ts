import { nextCapacityProvider } from '../../../cluster/capacity-provider-strategy';
import type { SimService } from '../world/world';

/**
 * The capacity provider of a service's next task, or none for a launch-type service. The tasks of all its revisions
 * count, those on draining instances too; whether the task would fit there does not matter.
 */
export function chooseProvider({ strategy, tasks }: SimService): string | undefined {
  if (strategy.length < 2) return strategy[0]?.capacityProvider;
  const running = new Map<string, number>();
  for (const { provider, phase } of tasks) {
    if (provider !== undefined && phase !== 'stopping') running.set(provider, (running.get(provider) ?? 0) + 1);
  }
  return nextCapacityProvider(strategy, running);
}
