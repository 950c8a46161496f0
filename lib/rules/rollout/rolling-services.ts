import type { DeploymentKind, DesiredRange } from '../../placement';
import { deploymentKind, isUnknown, type Known, type Model, type TaskOrigin } from '../../template';

/** A service whose tasks run on an EC2 fleet. */
export type FleetService = TaskOrigin & { readonly service: NonNullable<TaskOrigin['service']> };

/** The services of EC2 fleets; those on Fargate and elsewhere are left out. */
export const fleetServices = (model: Model): readonly FleetService[] =>
  model.taskOrigins.filter(
    (origin): origin is FleetService => origin.service !== undefined && origin.destination.kind !== 'elsewhere',
  );

/** How a service replaces its tasks. */
export const kindOf = ({ service }: FleetService): Known<DeploymentKind> => deploymentKind(service);

/** The desired counts a service may have. */
export function desiredRange({ count, scaling, daemon }: FleetService): Known<DesiredRange> {
  if (daemon === true) return { min: 1, max: 1 };
  if (isUnknown(count)) return count;
  if (!scaling) return { min: count, max: count };
  const { minTasks, maxTasks } = scaling;
  if (isUnknown(minTasks)) return minTasks;
  return isUnknown(maxTasks) ? maxTasks : { min: minTasks, max: Math.max(minTasks, maxTasks) };
}
