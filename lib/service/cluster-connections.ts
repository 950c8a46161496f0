import { Names, Stack } from 'aws-cdk-lib';
import { Connections, type ISecurityGroup, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import type { BaseService } from 'aws-cdk-lib/aws-ecs';

/**
 * The connections of a service whose tasks share the instances' security groups. For groups of another stack the L2
 * makes an import for each service, and so for each the same rule, which EC2 refuses to have twice; here all services
 * of a stack share one import of each group.
 */
export function clusterConnections(service: BaseService): Connections {
  return new Connections({
    securityGroups: service.cluster.connections.securityGroups.map((group) => groupIn(Stack.of(service), group)),
  });
}

function groupIn(stack: Stack, group: ISecurityGroup): ISecurityGroup {
  if (Stack.of(group) === stack) return group;
  const id = `Imported${Names.uniqueId(group)}`;
  const { allowAllOutbound } = group;
  return (
    (stack.node.tryFindChild(id) as ISecurityGroup | undefined) ??
    SecurityGroup.fromSecurityGroupId(stack, id, group.securityGroupId, { allowAllOutbound, mutable: true })
  );
}
