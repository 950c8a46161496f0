import { CustomResource, Stack } from 'aws-cdk-lib';
import type { AutoScalingGroup, CfnAutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { InlineFunction } from '../inline-resource/inline-function';
import { UNPROTECT_HANDLER } from './unprotect-handler';

/**
 * Takes scale-in protection off an Auto Scaling group just before CloudFormation deletes it.
 * The capacity provider depends on this, so ECS has let go of the group by then.
 */
export class ScaleInTeardown extends Construct {
  /** @param functions where the function is kept that all teardowns of a cluster share */
  constructor(scope: Construct, id: string, group: AutoScalingGroup, functions: Construct) {
    super(scope, id);
    const { lambda, role } = InlineFunction.of(
      functions,
      'Unprotect',
      UNPROTECT_HANDLER,
      'Takes scale-in protection off Auto Scaling groups that are deleted',
    );
    role.addToPolicy(new PolicyStatement({ actions: ['autoscaling:DescribeAutoScalingGroups'], resources: ['*'] }));
    role.addToPolicy(
      new PolicyStatement({
        actions: ['autoscaling:SetInstanceProtection', 'autoscaling:UpdateAutoScalingGroup'],
        resources: [
          Stack.of(this).formatArn({
            service: 'autoscaling',
            resource: 'autoScalingGroup:*:autoScalingGroupName',
            resourceName: group.autoScalingGroupName,
          }),
        ],
      }),
    );
    new CustomResource(this, 'Resource', {
      serviceToken: lambda.functionArn,
      resourceType: 'Custom::StowageUnprotect',
      properties: { group: group.autoScalingGroupName },
    });
    // `stowage check` finds every protected group; this one is no danger.
    (group.node.defaultChild as CfnAutoScalingGroup).addMetadata('stowage', {
      acknowledge: { 'delete-protected-instances': 'a teardown takes the protection off before the group is deleted' },
    });
  }
}
