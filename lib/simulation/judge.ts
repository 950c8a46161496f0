import { type Cluster, type RolloutResult, type ScenarioStep, type ServiceResult, taskBounds } from '../placement';

/** One service's part, held against what its deployment configuration promises. */
export interface JudgedService extends ServiceResult {
  /**
   * The fewest healthy tasks that its minimum healthy percent allows at its desired count. Absent where nothing is
   * promised: for daemons, whose number follows the instances, and for services that start from nothing.
   */
  readonly minimumHealthy?: number;
  readonly belowMinimum: boolean;
}

/** A simulation with its verdict. */
export interface JudgedRollout extends Omit<RolloutResult, 'services'> {
  readonly services: readonly JudgedService[];
  /** What was asked; events of the timeline name a step by its index. */
  readonly steps: readonly ScenarioStep[];
  /** Whether a service did not get what was asked, or fell below its minimum healthy percent. */
  readonly fails: boolean;
}

/** Holds the services of a simulation against their minimum healthy percents. */
export function judge(result: RolloutResult, cluster: Cluster, steps: readonly ScenarioStep[]): JudgedRollout {
  const [first] = steps;
  const created = first?.code === 'first-deployment' ? new Set(first.services?.map(({ name }) => name)) : new Set();
  const services = result.services.map((one): JudgedService => {
    const service = cluster.services.find(({ name }) => name === one.name)!;
    if (service.daemon || created.has(one.name)) return { ...one, belowMinimum: false };
    const minimumHealthy = taskBounds(service.desiredCount, service).lower;
    return { ...one, minimumHealthy, belowMinimum: one.lowestHealthy < minimumHealthy };
  });
  return { ...result, services, steps, fails: services.some(isInTrouble) };
}

/** Whether a service did not get what was asked, or fell below what it promises. */
export const isInTrouble = ({ outcome, belowMinimum }: JudgedService): boolean =>
  outcome.code !== 'steady' || belowMinimum;
