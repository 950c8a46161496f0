import {
  type CapacityInTemplate,
  isUnknown,
  knownHostsOf,
  type Model,
  type Resource,
  type TaskDefinition,
  textParts,
  Unknown,
} from '../../template';
import type { Outcome } from '../outcome';
import { rule } from '../rule';
import { imageRegistry } from './image-registry';
import { AGENT_CALLS, callsFor } from './instance-calls';
import { endpointReach, internetReach, type NoWayOut } from './service-reach';

type Facts = { group: string; subnet: string; why: NoWayOut; missing: string[]; images: string[] };

/** Instances reach ECS, and what their tasks need to start. */
export const networkEgress = rule<Facts>({
  id: 'network-egress',
  severity: 'error',
  title: 'Instances reach ECS, and the images and secrets of their tasks',
  why: 'An instance that does not reach ECS never joins its cluster, and tasks wait for it until the deployment fails. Images, secrets and awslogs go through the network of the instance in every network mode.',
  remedy:
    'Give the subnet a default route to a NAT gateway in a public subnet, or endpoints for ecs, ecs-agent, ecs-telemetry, ecr.api, ecr.dkr, s3 (gateway) and what else tasks use.',
  link: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html',

  check(model) {
    const definitions = definitionsByCapacity(model);
    return model.clusters.flatMap((cluster) =>
      model
        .capacitiesOf(cluster)
        .flatMap((capacity) => ofCapacity(capacity, [...(definitions.get(capacity) ?? [])], model)),
    );
  },

  message({ group, subnet, why, missing, images }) {
    const reason = {
      'no-route': `no route leads from ${subnet} to the internet`,
      'no-public-address': `instances in ${subnet} get no public address to use its internet gateway with`,
      'nat-gateway': `the NAT gateway of ${subnet} is in a subnet that has no internet gateway itself`,
    }[why];
    const parts = [
      ...(missing.length > 0 ? [`no endpoint takes their calls to ${missing.join(', ')}`] : []),
      ...(images.length > 0 ? [`images from the internet cannot be pulled (${images.join(', ')})`] : []),
    ];
    const joins = missing.includes('ecs') || missing.includes('ecs-agent');
    return `${reason}, and ${parts.join(', and ')}: instances of ${group} there ${joins ? 'never join the cluster' : 'cannot start their tasks'}`;
  },

  fix({ subnet, why, missing, images }) {
    const route =
      why === 'no-public-address'
        ? `set MapPublicIpOnLaunch of ${subnet}, or use a subnet with a NAT gateway`
        : why === 'nat-gateway'
          ? 'move the NAT gateway into a subnet whose default route leads to an internet gateway'
          : `add a default route from ${subnet} to a NAT gateway`;
    return images.length > 0 ? route : `${route}, or add endpoints for ${missing.join(', ')}`;
  },
});

function definitionsByCapacity(model: Model): ReadonlyMap<CapacityInTemplate, ReadonlySet<TaskDefinition>> {
  const found = new Map<CapacityInTemplate, Set<TaskDefinition>>();
  for (const origin of model.taskOrigins) {
    const { definition } = origin;
    if (!definition) continue;
    for (const capacity of knownHostsOf(origin)?.capacities ?? []) {
      found.set(capacity, (found.get(capacity) ?? new Set()).add(definition));
    }
  }
  return found;
}

function ofCapacity(
  capacity: CapacityInTemplate,
  definitions: readonly TaskDefinition[],
  model: Model,
): Outcome<Facts>[] {
  const { group } = capacity.source;
  return (group.subnets ?? []).flatMap((value) => {
    const subnet = model.set.resourceOf(value);
    return subnet?.type === 'AWS::EC2::Subnet' ? [ofSubnet(capacity, subnet, definitions, model)] : [];
  });
}

function ofSubnet(
  capacity: CapacityInTemplate,
  subnet: Resource,
  definitions: readonly TaskDefinition[],
  model: Model,
): Outcome<Facts> {
  const { resource } = capacity.source.group;
  const path = ['VPCZoneIdentifier'];
  const reach = internetReach(capacity, subnet, model);
  if (reach === 'yes') return { state: 'holds', resource };
  if (isUnknown(reach)) return { state: 'unknown', resource, path, unknowns: [reach] };
  const proxy = mayHaveProxy(capacity);
  if (proxy) return { state: 'unknown', resource, path, unknowns: [proxy] };
  const calls = [...AGENT_CALLS, ...definitions.flatMap((definition) => callsFor(definition, model.set))];
  const byService = new Map(calls.map((call) => [call.service, call]));
  const answers = [...byService.values()].map(
    (call) => [call.service, endpointReach(call, capacity, subnet, model)] as const,
  );
  const missing = answers.flatMap(([service, answer]) => (answer === false ? [service] : []));
  const images = capacity.source.group.launch?.agentConfig?.has('ECS_IMAGE_PULL_BEHAVIOR')
    ? []
    : definitions.flatMap(({ containers }) =>
        containers.filter((one) => imageRegistry(one, model.set) === 'internet').map(({ image }) => String(image)),
      );
  if (missing.length > 0 || images.length > 0) {
    const facts = { group: resource.logicalId, subnet: subnet.logicalId, why: reach, missing };
    return { state: 'fails', resource, path, facts: { ...facts, images: [...new Set(images)] } };
  }
  const unknowns = answers.flatMap(([, answer]) => (isUnknown(answer) ? [answer] : []));
  if (unknowns.length > 0) return { state: 'unknown', resource, path, unknowns: unknowns as [Unknown, ...Unknown[]] };
  return { state: 'holds', resource };
}

/** An instance that goes through a proxy needs no route of its own. */
function mayHaveProxy({ source: { group } }: CapacityInTemplate): Unknown | undefined {
  const parts = group.launch && textParts(group.launch.data['UserData'] ?? '');
  const mentions = parts?.some((part) => (typeof part === 'string' ? /proxy/i.test(part) : isUnknown(part)));
  const name = `the user data of ${group.resource.logicalId} may set a proxy`;
  return !parts || mentions ? new Unknown({ code: 'assumption', name }, group.resource.stack.stack) : undefined;
}
