import { isUnknown, knownHostsOf, type Unknown } from '../../template';
import { imageRegistry } from '../network/image-registry';
import { endpointReach } from '../network/service-reach';
import type { Outcome } from '../outcome';
import { rule } from '../rule';

type Facts = { group: string; subnets: string[]; usdPerGB: number };

/** What a NAT gateway charges for a GB in us-east-1. */
const USD_PER_GB = 0.045;

/** The layers of images in ECR come past the NAT gateway. */
export const costNatPulls = rule<Facts>({
  id: 'cost-nat-pulls',
  severity: 'info',
  title: 'Images from ECR are pulled past the NAT gateway',
  why: 'The layers of an image lie in S3, and a gateway endpoint for S3 costs nothing. Without one, every pull, also those of tasks that crash and start again, is charged by the GB at the NAT gateway.',
  remedy: 'Add a gateway endpoint for S3 to the route tables of the private subnets.',
  link: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html',

  check(model) {
    const pulling = new Set(
      model.taskOrigins
        .filter(({ definition }) => definition?.containers.some((one) => imageRegistry(one, model.set) === 'ecr'))
        .flatMap((origin) => knownHostsOf(origin)?.capacities ?? []),
    );
    return [...pulling].flatMap((capacity): Outcome<Facts>[] => {
      const { resource, subnets } = capacity.source.group;
      const behindNat = (subnets ?? []).flatMap((value) => {
        const subnet = model.set.resourceOf(value);
        return subnet?.type === 'AWS::EC2::Subnet' && model.network.routing.wayOut(subnet).kind === 'nat-gateway'
          ? [subnet]
          : [];
      });
      if (behindNat.length === 0) return [];
      const call = { service: 's3', action: 's3:GetObject' };
      const answers = behindNat.map((subnet) => [subnet, endpointReach(call, capacity, subnet, model)] as const);
      const names = answers.flatMap(([subnet, answer]) => (answer === false ? [subnet.logicalId] : []));
      const unknowns = answers.flatMap(([, answer]) => (isUnknown(answer) ? [answer] : []));
      if (names.length > 0) {
        return [
          { state: 'fails', resource, facts: { group: resource.logicalId, subnets: names, usdPerGB: USD_PER_GB } },
        ];
      }
      if (unknowns.length > 0) return [{ state: 'unknown', resource, unknowns: unknowns as [Unknown, ...Unknown[]] }];
      return [{ state: 'holds', resource }];
    });
  },

  message: ({ group, subnets, usdPerGB }) =>
    `instances of ${group} in ${subnets.join(', ')} pull images from ECR through a NAT gateway, at about $${usdPerGB} a GB in us-east-1`,

  fix: ({ subnets }) =>
    `add a gateway endpoint for S3 to the route tables of ${subnets.join(' and ')}; it costs nothing`,
});
