import { CfnClusterCapacityProviderAssociations, type ICluster } from 'aws-cdk-lib/aws-ecs';
import { Dependable, type IDependable } from 'constructs';

/**
 * What a service, or a task run during a deployment, must depend on so that the capacity providers are attached to
 * the cluster before it is created and stay attached until it is gone.
 *
 * The association of a cluster is made by an aspect while the app synthesizes, so a constructor cannot name it; this
 * answers lazily. It works for every cluster made by the CDK; an imported cluster has no association to wait for.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-clustercapacityproviderassociations.html
 */
export function capacityAssociation(cluster: ICluster): IDependable {
  const association = {};
  Dependable.implement(association, {
    get dependencyRoots() {
      return cluster.node.children.filter((child) => child instanceof CfnClusterCapacityProviderAssociations);
    },
  });
  return association;
}
