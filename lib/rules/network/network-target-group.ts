import {
  isUnknown,
  type Model,
  type Resource,
  stringAt,
  type TargetBinding,
  targetPort,
  Unknown,
} from '../../template';
import type { Outcome } from '../outcome';
import { rule } from '../rule';
import { subnetsAt, vpcOfSubnets, vpcOfTargets } from './vpc-of-tasks';

type Problem =
  | { problem: 'classic' }
  | { problem: 'container'; container: string; containers: string[] }
  | { problem: 'port'; container: string; port: number; ports: number[] }
  | { problem: 'target-type'; targetGroup: string; targetType: string; wanted: string; networkMode: string }
  | { problem: 'listener'; targetGroup: string }
  | { problem: 'health-port'; targetGroup: string; port: string; hostPorts: number[] }
  | { problem: 'vpc'; targetGroup: string; vpc: string; other: string; what: 'targets' | 'load balancer' };

/** A target group takes the tasks of the service that names it. */
export const networkTargetGroup = rule<Problem>({
  id: 'network-target-group',
  severity: 'error',
  title: 'Target groups take the tasks of the service that names them',
  why: 'ECS refuses a service whose target group has the wrong target type or no load balancer, or whose container or port is not in the task definition. A health check at a port where nothing answers has every task stopped and started again.',
  remedy:
    'Name a container and port of the task definition; use target type ip for awsvpc and instance otherwise; have a listener forward to the group; check health at traffic-port; keep to one VPC.',
  link: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-load-balancing.html',

  check(model) {
    return model.targetBindings.flatMap((binding): Outcome<Problem>[] => {
      const { resource } = binding.origin;
      const answers = [...contents(binding), ...binding.groups.flatMap((group) => ofGroup(group, binding, model))];
      const failures = answers.filter((answer) => !isUnknown(answer));
      if (failures.length > 0) {
        return failures.map((facts) => ({ state: 'fails', resource, path: binding.path, facts: facts as Problem }));
      }
      const unknowns = answers.filter(isUnknown);
      if (unknowns.length > 0) {
        return [{ state: 'unknown', resource, path: binding.path, unknowns: unknowns as [Unknown, ...Unknown[]] }];
      }
      return [{ state: 'holds', resource }];
    });
  },

  message(facts) {
    switch (facts.problem) {
      case 'classic':
        return 'a Classic Load Balancer cannot send requests to tasks in awsvpc network mode';
      case 'container':
        return `the load balancer names the container ${facts.container}; the task definition has ${facts.containers.join(', ') || 'none'}`;
      case 'port':
        return `the load balancer names port ${facts.port} of the container ${facts.container}, which maps ${facts.ports.join(', ') || 'no port'}`;
      case 'target-type':
        return `the target group ${facts.targetGroup} has target type ${facts.targetType}; tasks in ${facts.networkMode} network mode need ${facts.wanted}`;
      case 'listener':
        return `no listener sends requests to the target group ${facts.targetGroup}, so it has no load balancer and ECS refuses the service`;
      case 'health-port':
        return `the target group ${facts.targetGroup} checks health at port ${facts.port} of the instance, where the task has no host port (${facts.hostPorts.join(', ') || 'all are dynamic'})`;
      case 'vpc':
        return `the target group ${facts.targetGroup} is in the VPC ${facts.vpc}, the ${facts.what} in ${facts.other}`;
    }
  },

  fix(facts) {
    switch (facts.problem) {
      case 'classic':
        return 'use an Application or Network Load Balancer with a target group of target type ip';
      case 'container':
        return `set ContainerName to ${facts.containers.join(' or ') || 'a container of the task definition'}`;
      case 'port':
        return facts.ports.length > 0
          ? `set ContainerPort to ${facts.ports.join(' or ')}, or map port ${facts.port} in the container definition`
          : `add a port mapping with ContainerPort ${facts.port} to the container ${facts.container}`;
      case 'target-type':
        return `set TargetType of ${facts.targetGroup} to ${facts.wanted}`;
      case 'listener':
        return `add a listener or listener rule that forwards to ${facts.targetGroup}, and let the service depend on it`;
      case 'health-port':
        return 'set HealthCheckPort to traffic-port';
      case 'vpc':
        return `set VpcId of ${facts.targetGroup} to ${facts.other}`;
    }
  },
});

type Answer = Problem | Unknown;

/** Whether the container and its port are there. */
function contents({ origin, classic, containerName, containerPort, container, mapping }: TargetBinding): Answer[] {
  const { definition } = origin;
  if (classic && definition?.networkMode === 'awsvpc') return [{ problem: 'classic' }];
  if (!definition || containerName === undefined) return [];
  if (isUnknown(containerName)) return [containerName];
  if (!container) {
    const names = definition.containers.map(({ properties }) => stringAt(properties, 'Name'));
    const open = names.find(isUnknown) ?? unreadableList(definition.properties['ContainerDefinitions']);
    const containers = names.filter((name) => typeof name === 'string');
    return [isUnknown(open) ? open : { problem: 'container', container: containerName, containers }];
  }
  if (containerPort === undefined || mapping) return [];
  if (isUnknown(containerPort)) return [containerPort];
  const ports = container.portMappings.map((one) => one.containerPort);
  const open = ports.find(isUnknown) ?? unreadableList(container.properties['PortMappings']);
  if (isUnknown(open)) return [open];
  if (container.portMappings.some(({ range }) => range !== undefined)) return [];
  const known = ports.filter((port) => typeof port === 'number');
  return [{ problem: 'port', container: containerName, port: containerPort, ports: known }];
}

function unreadableList(list: unknown): Unknown | undefined {
  return list instanceof Unknown
    ? list
    : Array.isArray(list)
      ? list.find((item) => item instanceof Unknown)
      : undefined;
}

function ofGroup(group: Resource, binding: TargetBinding, model: Model): Answer[] {
  return [
    ...targetType(group, binding),
    ...listener(group, binding, model),
    ...healthPort(group, binding, model),
    ...vpc(group, binding, model),
  ];
}

function targetType(group: Resource, { origin }: TargetBinding): Answer[] {
  const networkMode = origin.definition?.networkMode;
  const type = stringAt(group.properties, 'TargetType') ?? 'instance';
  if (networkMode === undefined) return [];
  if (isUnknown(networkMode)) return [networkMode];
  if (isUnknown(type)) return [type];
  const wanted = networkMode === 'awsvpc' ? 'ip' : 'instance';
  if (type === wanted || networkMode === 'none') return [];
  return [{ problem: 'target-type', targetGroup: group.logicalId, targetType: type, wanted, networkMode }];
}

function listener(group: Resource, { origin }: TargetBinding, { network }: Model): Answer[] {
  const forwarders = network.forwarding.to(group);
  if (forwarders.some(({ doubt }) => !doubt)) return [];
  const [doubtful] = forwarders;
  if (doubtful?.doubt) return doubtful.doubt === origin.resource.doubt ? [] : [doubtful.doubt];
  if (network.forwarding.loose) return [network.forwarding.loose];
  if (group.stack === origin.resource.stack) return [{ problem: 'listener', targetGroup: group.logicalId }];
  const name = `a listener for ${group.logicalId} may be in a stack that was not given`;
  return [new Unknown({ code: 'assumption', name }, group.stack.stack)];
}

/** In bridge mode only mapped ports answer on the instance. */
function healthPort(group: Resource, binding: TargetBinding, model: Model): Answer[] {
  const port = stringAt(group.properties, 'HealthCheckPort') ?? 'traffic-port';
  const { definition } = binding.origin;
  if (definition?.networkMode !== 'bridge' || port === 'traffic-port') return [];
  if (isUnknown(port)) return [port];
  const target = targetPort(binding);
  if (isUnknown(target)) return [target];
  if (target === undefined || String(target) === port || NOT_OF_TASKS.includes(port)) return [];
  const mapped = definition.containers.flatMap(({ portMappings }) => portMappings.map(({ hostPort }) => hostPort));
  const open = mapped.find(isUnknown);
  if (open) return [open];
  const hostPorts = mapped.filter((one): one is number => typeof one === 'number' && one > 0);
  const others = model.taskDefinitions.filter((one) => one !== definition && one.networkMode !== 'awsvpc');
  const elsewhere = others.some(({ networkMode, containers }) =>
    containers.some(({ portMappings }) =>
      portMappings.some(({ hostPort, containerPort }) => {
        const answers = networkMode === 'host' ? containerPort : hostPort;
        return isUnknown(answers) || String(answers) === port;
      }),
    ),
  );
  if (hostPorts.map(String).includes(port) || elsewhere) return [];
  return [{ problem: 'health-port', targetGroup: group.logicalId, port, hostPorts }];
}

/** SSH and the agent's own port answer on every instance. */
const NOT_OF_TASKS: readonly string[] = ['22', '51678'];

function vpc(group: Resource, { origin }: TargetBinding, model: Model): Answer[] {
  const own = model.network.vpcOf(group);
  const balancer = model.exposures.get(group)?.find(({ loadBalancer }) => loadBalancer)?.loadBalancer;
  const others = [
    { what: 'targets', other: vpcOfTargets(origin, model) },
    { what: 'load balancer', other: vpcOfSubnets(subnetsAt(balancer?.properties, 'Subnets'), model) },
  ] as const;
  return others.flatMap(({ what, other }): Answer[] =>
    own && other && own !== other
      ? [{ problem: 'vpc', targetGroup: group.logicalId, vpc: own.logicalId, other: other.logicalId, what }]
      : [],
  );
}
