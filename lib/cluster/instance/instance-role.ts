import { Annotations, Aws } from 'aws-cdk-lib';
import type { ICluster } from 'aws-cdk-lib/aws-ecs';
import { AnyPrincipal, ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { AgentConfiguration } from '../agent/agent-configuration';

/**
 * The role of a capacity's instances. The L2 adds what every agent needs on this cluster; this adds only what the
 * agent's settings call for: an agent that may not set its own state cannot drain itself when spot is taken back.
 */
export function instanceRole(
  scope: Construct,
  cluster: ICluster,
  agent: AgentConfiguration,
  sessionManager: boolean,
): Role {
  const role = new Role(scope, 'Role', {
    assumedBy: new ServicePrincipal('ec2.amazonaws.com'),
    managedPolicies: sessionManager ? [ManagedPolicy.fromAwsManagedPolicyName('AmazonSSMManagedInstanceCore')] : [],
  });
  if (agent.spotDraining) {
    role.addToPolicy(
      new PolicyStatement({
        actions: ['ecs:UpdateContainerInstancesState'],
        resources: ['*'],
        conditions: { ArnEquals: { 'ecs:cluster': cluster.clusterArn } },
      }),
    );
  }
  const { propagateTagsFrom = 'none', containerInstanceTags } = agent.settings;
  if (containerInstanceTags || propagateTagsFrom !== 'none') {
    role.addToPolicy(
      new PolicyStatement({
        actions: ['ecs:TagResource'],
        resources: ['*'],
        conditions: { StringEquals: { 'ecs:CreateAction': 'RegisterContainerInstance' } },
      }),
    );
  }
  if (propagateTagsFrom !== 'none') {
    role.addToPolicy(new PolicyStatement({ actions: ['ec2:DescribeTags'], resources: ['*'] }));
  }
  return role;
}

/**
 * Lets EC2 Auto Scaling launch instances whose volumes a customer's key encrypts. Its service-linked role may not
 * exist yet, and a key policy refuses principals that do not: so it is named in a condition.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html
 */
export function allowAutoScaling(key: IKey, scope: Construct): void {
  const autoScaling = {
    StringEquals: { 'kms:CallerAccount': Aws.ACCOUNT_ID },
    ArnLike: {
      'aws:PrincipalArn': `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role/aws-service-role/autoscaling.amazonaws.com/*`,
    },
  };
  const principals = [new AnyPrincipal()];
  const { statementAdded } = key.addToResourcePolicy(
    new PolicyStatement({
      principals,
      actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
      resources: ['*'],
      conditions: autoScaling,
    }),
  );
  key.addToResourcePolicy(
    new PolicyStatement({
      principals,
      actions: ['kms:CreateGrant'],
      resources: ['*'],
      conditions: { ...autoScaling, Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    }),
  );
  if (!statementAdded) {
    Annotations.of(scope).addWarningV2(
      'stowage:imported-volume-key',
      'The root volume is encrypted with an imported key: unless its policy lets AWSServiceRoleForAutoScaling use it, no instance can start',
    );
  }
}
