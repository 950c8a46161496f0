import {
  type FileSystem,
  groupsOfMountTarget,
  type Hosts,
  isUnknown,
  listAt,
  type Model,
  type Resource,
  type TaskOrigin,
  touches,
  Unknown,
  zonesOfSubnets,
} from '../../template';

/** The port of NFS. */
const NFS: readonly [number, number] = [2049, 2049];

/** Why tasks cannot reach a file system. */
export type EfsReachProblem =
  | { readonly problem: 'no-mount-target' }
  | { readonly problem: 'zones'; readonly taskZones: readonly string[]; readonly mountTargetZones: readonly string[] }
  | { readonly problem: 'closed'; readonly group: string; readonly from: readonly string[] };

/** Whether tasks reach a file system: mount targets in their zones, open to their instances or to themselves. */
export function reachProblem(
  fileSystem: FileSystem,
  origin: TaskOrigin,
  hosts: Hosts,
  model: Model,
): EfsReachProblem | Unknown | undefined {
  const { mountTargets, isShared, resource } = fileSystem;
  if (mountTargets.length === 0) {
    return isShared
      ? open(`another stack may give ${resource.logicalId} its mount targets`)
      : { problem: 'no-mount-target' };
  }
  return zoneProblem(mountTargets, hosts, model) ?? closedProblem(mountTargets, origin, hosts, model) ?? hosts.others;
}

/** A mount target serves its zone; a task in another zone does not find the file system. */
function zoneProblem(mountTargets: readonly Resource[], { capacities }: Hosts, model: Model) {
  const subnets = mountTargets.flatMap(({ properties }) => properties['SubnetId'] ?? []);
  const mountTargetZones = zonesOfSubnets(subnets, model.set);
  if (isUnknown(mountTargetZones)) return undefined;
  const zones = capacities.map((capacity) => capacity.zones);
  if (zones.some(isUnknown)) return undefined;
  const taskZones = [...new Set(zones.flatMap((one) => (isUnknown(one) ? [] : one)))];
  // Zones by name and zones by number cannot be compared.
  const numbered = [...taskZones, ...mountTargetZones].filter((zone) => zone.includes('#')).length;
  if (numbered !== 0 && numbered !== taskZones.length + mountTargetZones.length) return undefined;
  const without = taskZones.filter((zone) => !mountTargetZones.includes(zone));
  if (without.length === 0) return undefined;
  return without.length === taskZones.length
    ? ({ problem: 'zones', taskZones, mountTargetZones } as const)
    : open(`tasks may start in ${without.join(', ')}, where the file system has no mount target`);
}

/** The agent mounts for the task: the connection may come from the instance or from the task's own interface. */
function closedProblem(mountTargets: readonly Resource[], origin: TaskOrigin, { capacities }: Hosts, model: Model) {
  const { securityGroups } = model.network;
  const own = origin.service?.awsvpc ?? origin.standaloneTask?.awsvpc;
  const taskGroups = own && listAt(own, 'SecurityGroups');
  const named = [
    ...(taskGroups === undefined || isUnknown(taskGroups) ? [] : taskGroups),
    ...capacities.flatMap(({ source: { group } }) => group.launch?.securityGroups ?? []),
  ];
  const groups = named.flatMap((value) => securityGroups.groupOf(value) ?? []);
  if (isUnknown(taskGroups) || groups.length < named.length || groups.length === 0) return undefined;
  const targets = mountTargets.map((target) =>
    (groupsOfMountTarget(target) ?? [null]).map((value) => securityGroups.groupOf(value)),
  );
  if (targets.some((target) => target.length === 0 || target.includes(undefined))) return undefined;
  const opening = targets.flat().map((group) => securityGroups.opening(group!, 'ingress', 'tcp', { groups }));
  const more = opening.map((one) => one.more).find(isUnknown);
  if (opening.some(({ ranges }) => touches(NFS, ranges))) return undefined;
  if (more) return more;
  const [first] = targets.flat();
  return {
    problem: 'closed',
    group: first!.logicalId,
    from: [...new Set(groups.map(({ logicalId }) => logicalId))],
  } as const;
}

const open = (name: string) => new Unknown({ code: 'assumption', name }, '');
