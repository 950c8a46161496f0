import { isUnknown, knownHostsOf, type Resource, touches, Unknown } from '../../template';
import type { Outcome } from '../outcome';
import { rule } from '../rule';
import { type TargetOpening, targetOpenings } from './target-opening';

type Facts = { direction: 'in' | 'out'; ports: string; from: string[]; to: string[]; where: string };

/** Security groups let a load balancer reach the tasks it sends requests to. */
export const networkSecurityGroup = rule<Facts>({
  id: 'network-security-group',
  severity: 'error',
  title: 'Security groups let the load balancer reach the tasks',
  why: 'Health checks of a load balancer that is not let in time out, ECS stops the tasks as unhealthy, and the deployment never ends.',
  remedy:
    'Allow the security group of the load balancer in: to the container port in awsvpc and host mode, to the fixed host port or the ephemeral ports 32768-65535 of the instances in bridge mode.',
  link: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/troubleshoot-service-load-balancers.html',

  check(model) {
    return model.targetBindings.flatMap((binding): Outcome<Facts>[] => {
      const { resource } = binding.origin;
      const openings = targetOpenings(binding, model);
      const failures = openings.flatMap((one) => (isUnknown(one) ? [] : failure(one, resource)));
      // A task of a launch type may go to those instances that the load balancer does reach.
      const certain = failures.length === openings.length || knownHostsOf(binding.origin)?.byStrategy === true;
      if (failures.length > 0 && !certain) {
        const name = `tasks may go to instances that the load balancer does not reach (${failures[0]!.where})`;
        const unknown = new Unknown({ code: 'assumption', name }, resource.stack.stack);
        return [{ state: 'unknown', resource, path: binding.path, unknowns: [unknown] }];
      }
      if (failures.length > 0)
        return failures.map((facts) => ({ state: 'fails', resource, path: binding.path, facts }));
      const unknowns = openings.filter(isUnknown);
      if (unknowns.length > 0) {
        return [{ state: 'unknown', resource, path: binding.path, unknowns: unknowns as [Unknown, ...Unknown[]] }];
      }
      return openings.length > 0 ? [{ state: 'holds', resource }] : [];
    });
  },

  message: ({ direction, ports, from, to, where }) =>
    direction === 'in'
      ? `no rule of ${to.join(', ')} lets ${from.join(', ') || 'the load balancer'} reach ${ports} of ${where}`
      : `no rule of ${from.join(', ')} lets the load balancer out to ${ports} of ${where}`,

  fix: ({ direction, ports, from, to }) =>
    direction === 'in'
      ? `add an ingress rule to ${to[0] ?? 'the security group of the targets'} for ${ports}${from[0] ? ` from ${from[0]}` : ' from the addresses of the load balancer'}`
      : `add an egress rule to ${from[0]} for ${ports} to ${to[0]}`,
});

function failure({ wanted, dynamic, capacity, ingress, egress, ...groups }: TargetOpening, service: Resource): Facts[] {
  const direction = !touches(wanted, ingress) ? 'in' : !touches(wanted, egress) ? 'out' : undefined;
  if (!direction) return [];
  const ports = dynamic ? `the dynamic ports ${wanted.join('-')}` : `port ${wanted[0]}`;
  const where = capacity ? `the instances of ${capacity.name}` : `the tasks of ${service.logicalId}`;
  return [{ direction, ports, from: [...groups.balancerGroups], to: [...groups.targetGroups], where }];
}
