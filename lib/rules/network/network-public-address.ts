import type { Model, TaskOrigin, Unknown } from '../../template';
import type { Outcome } from '../outcome';
import { rule } from '../rule';
import { subnetsAt } from './vpc-of-tasks';

type Facts = { subnets: string[]; all: number };

/** Tasks in awsvpc mode have another way out than an internet gateway. */
export const networkPublicAddress = rule<Facts>({
  id: 'network-public-address',
  severity: 'warning',
  title: 'Tasks in awsvpc mode leave through a NAT gateway, not an internet gateway',
  why: 'On EC2 the network interface of a task never gets a public address, so behind an internet gateway the containers reach neither the internet nor AWS services without an endpoint in the VPC. Images, secrets and awslogs go through the instance and are not concerned.',
  remedy: 'Put the tasks in private subnets with a NAT gateway, or use bridge mode.',
  link: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html',

  check(model) {
    return model.taskOrigins.flatMap((origin): Outcome<Facts>[] => {
      const awsvpc = (origin.service ?? origin.standaloneTask)?.awsvpc;
      if (!awsvpc || origin.destination.kind === 'elsewhere') return [];
      return answer(origin, subnetsAt(awsvpc, 'Subnets'), model);
    });
  },

  message: ({ subnets, all }) =>
    `${subnets.length === all ? 'the only way out of' : 'tasks in'} ${subnets.join(', ')}${subnets.length === all ? ' is' : ' have no way out but'} an internet gateway, and tasks in awsvpc mode on EC2 have no public address to use it with`,

  fix: ({ subnets }) =>
    `run the tasks in subnets whose default route leads to a NAT gateway, in place of ${subnets.join(', ')}`,
});

function answer({ resource, destination }: TaskOrigin, subnets: ReturnType<typeof subnetsAt>, model: Model) {
  const found = subnets.flatMap((subnet) => {
    const held = model.set.resourceOf(subnet);
    return held?.type === 'AWS::EC2::Subnet' ? [{ held, way: model.network.routing.wayOut(held) }] : [];
  });
  const open = found.filter(({ way }) => way.kind === 'internet-gateway').map(({ held }) => held.logicalId);
  const unknowns = found.flatMap(({ way }) => (way.kind === 'unknown' ? [way.unknown] : []));
  const path = ['NetworkConfiguration', 'AwsvpcConfiguration', 'Subnets'];
  const outcome = (): Outcome<Facts>[] => {
    if (open.length > 0 && destination.kind === 'unknown') {
      return [{ state: 'unknown', resource, path, unknowns: [destination.unknown] }];
    }
    if (open.length > 0) return [{ state: 'fails', resource, path, facts: { subnets: open, all: subnets.length } }];
    if (unknowns.length > 0) return [{ state: 'unknown', resource, path, unknowns: unknowns as [Unknown] }];
    return found.length > 0 ? [{ state: 'holds', resource }] : [];
  };
  return outcome();
}
