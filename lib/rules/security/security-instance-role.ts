import { type CapacityInTemplate, isUnknown, knownHostsOf, type Model, type Unknown } from '../../template';
import type { Outcome } from '../outcome';
import { rule } from '../rule';
import { metadataReach, type Reach } from './metadata-reach';

type Facts = { capacity: string; networkMode: string; because: Reach; tasks: readonly string[] };

/** Containers have the credentials of their task role, and not those of their instance. */
export const securityInstanceRole = rule<Facts>({
  id: 'security-instance-role',
  severity: 'warning',
  title: 'No container reaches the credentials of its instance',
  why: 'With the credentials of the instance a container can act as the container agent, and so get the credentials of every other task on the instance.',
  remedy:
    'Set ECS_AWSVPC_BLOCK_IMDS=true for awsvpc tasks, HttpTokens required with a hop limit of 1 for bridge mode, and run no task in host mode that need not be.',
  link: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-iam-roles.html',

  check: (model) =>
    [...modesByCapacity(model)].flatMap(([capacity, modes]) =>
      [...modes].map(([mode, tasks]) => outcomeOf(capacity, mode, tasks)),
    ),

  message({ capacity, networkMode, because, tasks }) {
    const who = `containers in ${networkMode} mode (${tasks.slice(0, 3).join(', ')}${tasks.length > 3 ? ', …' : ''}) reach the credentials of the instances of ${capacity}`;
    switch (because) {
      case 'host-mode':
        return `${who}: in host mode they share the network of their instance`;
      case 'no-block':
        return `${who}: ECS_AWSVPC_BLOCK_IMDS is not set`;
      case 'hop-limit':
        return `${who}: HttpPutResponseHopLimit is above 1`;
      case 'image-hop-limit':
        return `${who}: HttpPutResponseHopLimit is not given, and Amazon Linux 2023 sets it to 2`;
      case 'no-token':
        return `${who}: HttpTokens is not required, and the hop limit holds back only tokens`;
    }
  },

  fix({ because, tasks }) {
    switch (because) {
      case 'host-mode':
        return `run ${tasks.join(', ')} in awsvpc or bridge mode, or give the role of these instances only what the agent needs`;
      case 'no-block':
        return 'write ECS_AWSVPC_BLOCK_IMDS=true to /etc/ecs/ecs.config in the user data';
      case 'hop-limit':
      case 'image-hop-limit':
        return 'set MetadataOptions.HttpPutResponseHopLimit to 1 in the launch template';
      case 'no-token':
        return 'set MetadataOptions: { HttpTokens: required, HttpPutResponseHopLimit: 1 } in the launch template';
    }
  },
});

/** The network modes of the tasks that may run on each capacity, with the names of what starts them. */
function modesByCapacity(model: Model): ReadonlyMap<CapacityInTemplate, ReadonlyMap<string | Unknown, string[]>> {
  const found = new Map<CapacityInTemplate, Map<string | Unknown, string[]>>();
  for (const origin of model.taskOrigins) {
    const { definition, name } = origin;
    if (!definition || definition.isWindows || definition.networkMode === 'none') continue;
    for (const capacity of knownHostsOf(origin)?.capacities ?? []) {
      const modes = found.get(capacity) ?? new Map<string | Unknown, string[]>();
      modes.set(definition.networkMode, [...(modes.get(definition.networkMode) ?? []), name]);
      found.set(capacity, modes);
    }
  }
  return found;
}

function outcomeOf(
  capacity: CapacityInTemplate,
  networkMode: string | Unknown,
  tasks: readonly string[],
): Outcome<Facts> {
  const { group } = capacity.source;
  const resource = group.launch?.resource ?? group.resource;
  if (isUnknown(networkMode)) return { state: 'unknown', resource, unknowns: [networkMode] };
  const because = metadataReach(networkMode, capacity);
  if (isUnknown(because)) return { state: 'unknown', resource, unknowns: [because] };
  return because === undefined
    ? { state: 'holds', resource }
    : { state: 'fails', resource, facts: { capacity: capacity.name, networkMode, because, tasks } };
}
