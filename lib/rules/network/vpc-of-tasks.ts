import {
  isUnknown,
  knownHostsOf,
  listAt,
  type Model,
  type Resource,
  type TaskOrigin,
  type Value,
} from '../../template';

/** Subnets that something is in, as far as they are listed. Calls of the API write the name in lower case. */
export function subnetsAt(struct: Parameters<typeof listAt>[0] | undefined, property: string): readonly Value[] {
  const list = struct && (listAt(struct, property) ?? listAt(struct, property.toLowerCase()));
  return list === undefined || isUnknown(list) ? [] : list;
}

/** The VPC of subnets, when the templates hold one of them and its VPC. */
export function vpcOfSubnets(subnets: readonly Value[], model: Model): Resource | undefined {
  for (const subnet of subnets) {
    const vpc = model.network.vpcOf(model.set.resourceOf(subnet));
    if (vpc) return vpc;
  }
  return undefined;
}

/** The VPC in which targets are: that of the tasks in awsvpc mode, otherwise that of the instances. */
export function vpcOfTargets(origin: TaskOrigin, model: Model): Resource | undefined {
  if (origin.definition?.networkMode === 'awsvpc') {
    return vpcOfSubnets(subnetsAt(origin.service?.awsvpc, 'Subnets'), model);
  }
  const groups = knownHostsOf(origin)?.capacities ?? [];
  return vpcOfSubnets(
    groups.flatMap(({ source }) => source.group.subnets ?? []),
    model,
  );
}
