/** What an Auto Scaling group looks at when it chooses an instance to terminate. */
export interface TerminationCandidate {
  readonly id: string;
  readonly zone: string;
  readonly launchedAtSeconds: number;
  /** Protected from scale-in: by managed termination protection because it has tasks, or by hand. */
  readonly protectedFromScaleIn: boolean;
}

/**
 * The instances an Auto Scaling group would terminate, in order: each time from the zone with the most instances that
 * still has an unprotected one, and there the one launched first; ties by zone name and instance id.
 *
 * The group's other criteria (age of the launch template, allocation strategy) are not modelled.
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-termination-policies.html
 */
export function chooseTerminations<Candidate extends TerminationCandidate>(
  instances: readonly Candidate[],
  count: number,
): Candidate[] {
  const zones = new Map<string, { size: number; removable: Candidate[] }>();
  for (const instance of instances) {
    const zone = zones.get(instance.zone) ?? { size: 0, removable: [] };
    zone.size++;
    if (!instance.protectedFromScaleIn) zone.removable.push(instance);
    zones.set(instance.zone, zone);
  }
  const ordered = [...zones].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, zone]) => zone);
  for (const zone of ordered) zone.removable.sort(oldestFirst);
  const chosen: Candidate[] = [];
  while (chosen.length < count) {
    const open = ordered.filter((zone) => zone.removable.length > 0);
    if (open.length === 0) break;
    const fullest = open.reduce((best, zone) => (zone.size > best.size ? zone : best));
    chosen.push(fullest.removable.shift()!);
    fullest.size--;
  }
  return chosen;
}

const oldestFirst = (a: TerminationCandidate, b: TerminationCandidate): number =>
  a.launchedAtSeconds - b.launchedAtSeconds || (a.id < b.id ? -1 : 1);
