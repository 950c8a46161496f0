/**
 * The metric `CapacityProviderReservation`: instances needed over instances running, in percent.
 * An empty group that needs nothing is at 100; an empty group that needs anything is at 200.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-auto-scaling.html
 */
export function capacityProviderReservation(neededInstances: number, runningInstances: number): number {
  if (runningInstances > 0) return (neededInstances / runningInstances) * 100;
  return neededInstances > 0 ? 200 : 100;
}

/** The group size at which the metric is back at its target: what target tracking aims for. */
export function instancesAtTarget(neededInstances: number, targetCapacity: number): number {
  return Math.ceil((neededInstances * 100) / targetCapacity);
}
