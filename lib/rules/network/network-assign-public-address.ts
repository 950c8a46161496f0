import { isUnknown, stringAt } from '../../template';
import type { Outcome } from '../outcome';
import { rule } from '../rule';

/** A service on EC2 does not ask for a public address, which ECS refuses. */
export const networkAssignPublicAddress = rule<{ value: string }>({
  id: 'network-assign-public-address',
  severity: 'error',
  title: 'A service on EC2 asks for no public address',
  why: 'ECS refuses AssignPublicIp ENABLED for tasks on EC2 instances: assign public IP is not supported for this launch type.',
  remedy: 'Remove AssignPublicIp, and reach the tasks through a load balancer.',
  link: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html',

  check(model) {
    return model.taskOrigins.flatMap(({ resource, service, destination }): Outcome<{ value: string }>[] => {
      const assigned = service?.awsvpc && stringAt(service.awsvpc, 'AssignPublicIp');
      if (!service?.awsvpc || destination.kind === 'elsewhere') return [];
      const path = ['NetworkConfiguration', 'AwsvpcConfiguration', 'AssignPublicIp'];
      if (isUnknown(assigned)) return [{ state: 'unknown', resource, path, unknowns: [assigned] }];
      if (assigned !== 'ENABLED') return [{ state: 'holds', resource }];
      if (destination.kind === 'unknown')
        return [{ state: 'unknown', resource, path, unknowns: [destination.unknown] }];
      return [{ state: 'fails', resource, path, facts: { value: assigned } }];
    });
  },

  message: ({ value }) => `AssignPublicIp is ${value}, which ECS refuses for tasks on EC2 instances`,
  fix: () => 'remove AssignPublicIp or set it to DISABLED',
});
