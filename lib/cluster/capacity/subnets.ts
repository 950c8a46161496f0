import { type IVpc, type SelectedSubnets, type SubnetSelection, SubnetType } from 'aws-cdk-lib/aws-ec2';
import type { IConstruct } from 'constructs';
import { MisuseError } from '../../errors';

/**
 * The subnets of a capacity's instances: those selected, or the private ones with egress.
 *
 * @throws MisuseError `SubnetsMissing` when the VPC has no private subnet with egress and none was selected
 */
export function instanceSubnets(vpc: IVpc, selection: SubnetSelection | undefined, scope: IConstruct): SelectedSubnets {
  if (selection) return vpc.selectSubnets(selection);
  if (vpc.privateSubnets.length === 0) {
    throw new MisuseError(
      'SubnetsMissing',
      'the VPC has no private subnet with egress for the instances. Give it a NAT gateway, or select `subnets`: isolated ones ' +
        'need endpoints for ecs, ecs-agent, ecs-telemetry, ecr.api, ecr.dkr, s3 and logs; in public ones, tasks in awsvpc ' +
        'mode have no way out',
      scope,
    );
  }
  return vpc.selectSubnets({ subnetType: SubnetType.PRIVATE_WITH_EGRESS });
}
