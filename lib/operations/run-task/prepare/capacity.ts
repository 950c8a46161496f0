import type { RunTaskCommandInput } from '@aws-sdk/client-ecs';
import { capacityProviderStrategyProblems, PlacementInputError } from '../../../placement';
import type { FoundCluster } from '../../live/cluster/clusters';
import type { RunTaskSettings } from '../run-task-request';
import { invalid, readable, unknownName } from './invalid';

/** An entry of a capacity-provider strategy with nothing left out. */
export interface Share {
  readonly capacityProvider: string;
  readonly weight: number;
  readonly base: number;
}

/** Where tasks are launched. */
export interface Launch {
  /** None: launch type EC2, on any instance. */
  readonly strategy: readonly Share[];
  /** The capacity providers that the cluster has on EC2 instances. */
  readonly offered: readonly string[];
  /** Whether the request has it; else it is the cluster's own, and left to ECS. */
  readonly isGiven: boolean;
}

/**
 * By capacity provider wherever there is one: a launch type neither scales out nor waits for it.
 * @throws OperationError not-found, invalid-request
 */
export function launchOf({ capacity }: RunTaskSettings, cluster: FoundCluster): Launch {
  const { capacityProviders: names = [], defaultCapacityProviderStrategy: standard = [], clusterName } = cluster;
  const offered = names.filter((name) => !isOnFargate(name));
  const strategy = capacity
    ? capacity.map(({ capacityProvider, weight = 1, base = 0 }) => ({ capacityProvider, weight, base }))
    : standard.map(({ capacityProvider = '', weight = 0, base = 0 }) => ({ capacityProvider, weight, base }));
  for (const { capacityProvider } of strategy) {
    if (capacity && !names.includes(capacityProvider)) {
      throw unknownName('capacity provider', capacityProvider, `cluster ${clusterName}`, names);
    }
    if (isOnFargate(capacityProvider)) {
      const offer = offered.length > 0 ? `give --capacity ${offered.join(' or ')}` : 'it has none on EC2 instances';
      throw invalid(`cluster ${clusterName} would run it on ${capacityProvider}, not on EC2 instances; ${offer}`);
    }
  }
  if (capacity) {
    readable(() => {
      const problems = capacityProviderStrategyProblems(strategy);
      if (problems.length > 0) throw new PlacementInputError(problems);
    });
  }
  return { strategy, offered, isGiven: capacity !== undefined };
}

const isOnFargate = (capacityProvider: string): boolean => /^FARGATE(_SPOT)?$/.test(capacityProvider);

/**
 * The part of a call that says where its tasks are launched. A base is for the whole run, and each call has one of its
 * own: what earlier calls have asked for is taken off.
 */
export function launchInput(
  { strategy, isGiven }: Pick<Launch, 'strategy' | 'isGiven'>,
  askedBefore: number,
): Partial<RunTaskCommandInput> {
  if (strategy.length === 0) return { launchType: 'EC2' };
  if (!isGiven && (askedBefore === 0 || strategy.every(({ base }) => base === 0))) return {};
  return {
    capacityProviderStrategy: strategy.map((share) => ({ ...share, base: Math.max(0, share.base - askedBefore) })),
  };
}
