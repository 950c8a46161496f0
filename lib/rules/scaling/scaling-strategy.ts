import { capacityProviderStrategyProblems } from '../../placement';
import { isUnknown, type Model, type ProviderShare, type TaskOrigin, Unknown, type Value } from '../../template';
import type { Outcome } from '../outcome';
import { rule } from '../rule';

/** What ECS refuses a strategy for. */
type Refused = {
  problem: 'two-bases' | 'no-weight' | 'duplicate' | 'range' | 'launch-type' | 'mixed' | 'not-associated';
  provider: string | null;
  cluster: string;
};

/** A capacity provider strategy is one that ECS takes. */
export const scalingStrategy = rule<Refused>({
  id: 'scaling-strategy',
  severity: 'error',
  title: 'A capacity provider strategy has providers of its cluster, one base at most, and a weight',
  why: 'ECS refuses to create a service, and to run a task, with a strategy whose providers the cluster does not have, or whose bases and weights contradict each other.',
  remedy:
    'Name providers that are associated with the cluster, give one of them a base at most, and at least one of them a weight.',
  link: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html',
  check: (model) =>
    model.taskOrigins.flatMap((origin): Outcome<Refused>[] => {
      const { resource } = origin;
      const strategy = (origin.service ?? origin.standaloneTask)!.strategy;
      if (strategy.length === 0) return [];
      const path = ['CapacityProviderStrategy'];
      const found = problemOf(origin, model);
      if (found === undefined) return [{ state: 'holds', resource }];
      if (isUnknown(found)) return [{ state: 'unknown', resource, path, unknowns: [found] }];
      if (resource.doubt) return [{ state: 'unknown', resource, path, unknowns: [resource.doubt] }];
      return [{ state: 'fails', resource, path, facts: { provider: null, cluster: origin.cluster.name, ...found } }];
    }),
  message: ({ problem, provider, cluster }) => {
    switch (problem) {
      case 'two-bases':
        return 'two providers of the strategy have a base, and ECS takes one';
      case 'no-weight':
        return 'no provider of the strategy has a weight above 0';
      case 'duplicate':
        return 'the strategy names a provider twice';
      case 'range':
        return 'a base is at most 100000, a weight at most 1000, and a strategy has at most 20 providers';
      case 'launch-type':
        return 'a strategy and a launch type exclude each other';
      case 'mixed':
        return 'a strategy has either Fargate providers or those of Auto Scaling groups, not both';
      case 'not-associated':
        return `the capacity provider ${provider} is not associated with the cluster ${cluster}`;
    }
  },
  fix: ({ problem, provider, cluster }) => {
    switch (problem) {
      case 'not-associated':
        return `add ${provider} to the CapacityProviders of the cluster ${cluster}, or name one of its own`;
      case 'launch-type':
        return 'leave LaunchType out';
      case 'two-bases':
        return 'keep the base of one provider';
      case 'no-weight':
        return 'give at least one provider a weight of 1';
      case 'mixed':
        return 'keep the providers of one kind';
      default:
        return 'correct the strategy';
    }
  },
});

type Found = Pick<Refused, 'problem'> & { readonly provider?: string };

function problemOf(origin: TaskOrigin, model: Model): Found | Unknown | undefined {
  const { service, standaloneTask, cluster, destination } = origin;
  const { strategy, launchType } = (service ?? standaloneTask)!;
  if (launchType !== undefined) return isUnknown(launchType) ? launchType : { problem: 'launch-type' };
  const isFargate = (value: Value) => value === 'FARGATE' || value === 'FARGATE_SPOT';
  const fargate = strategy.filter(({ provider }) => isFargate(provider)).length;
  if (fargate > 0 && strategy.some(({ provider }) => model.capacityProviders.some((one) => one.isNamedBy(provider)))) {
    return { problem: 'mixed' };
  }
  const shares: readonly ProviderShare[] = destination.kind === 'providers' ? destination.shares : [];
  const foreign = cluster.resource && shares.find(({ provider }) => provider && !cluster.providers.includes(provider));
  if (foreign) {
    const open = cluster.otherProviders.find((value): value is Unknown => value instanceof Unknown);
    return open ?? { problem: 'not-associated', provider: foreign.name };
  }
  const open = strategy.flatMap(({ base, weight }) => [base, weight]).find((one): one is Unknown => isUnknown(one));
  if (open) return open;
  const items = strategy.map(({ provider, base, weight }, index) => ({
    capacityProvider: typeof provider === 'string' ? provider : (shares[index]?.name ?? `#${index}`),
    base: base as number,
    weight: weight as number,
  }));
  const [problem] = capacityProviderStrategyProblems(items);
  if (!problem) return undefined;
  if (problem.code === 'duplicate') return { problem: 'duplicate' };
  if (problem.code !== 'conflict') return { problem: 'range' };
  return { problem: problem.value === 'two bases' ? 'two-bases' : 'no-weight' };
}
