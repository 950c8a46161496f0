import { Stack } from 'aws-cdk-lib';
import { type BaseService, type CfnService, NetworkMode } from 'aws-cdk-lib/aws-ecs';
import { capacityAssociation } from '../cluster';
import { runtimeDependencies, TaskDefinition } from '../task';

/**
 * Makes a service the last to be created and the first to be deleted of all that its tasks need: the roles and their
 * policies, the log groups, the file systems' mount targets, the association of the capacity providers, and the rules
 * of security groups. Load balancers are seen to by the L2. Otherwise a deleted policy or provider leaves tasks that can
 * neither stop nor be stopped.
 */
export function dependOnWhatTasksNeed(service: BaseService, resource: CfnService): void {
  resource.node.addDependency(capacityAssociation(service.cluster), runtimeDependencies(service.taskDefinition));
  if (service.taskDefinition.networkMode === NetworkMode.AWS_VPC) {
    const own = service.connections.securityGroups.filter((group) => group.node.scope === service);
    resource.node.addDependency(...own);
  }
  if (service.taskDefinition instanceof TaskDefinition) {
    const groups = service.taskDefinition.fileSystems.flatMap(({ connections }) => connections.securityGroups);
    resource.node.addDependency(...groups.filter((group) => Stack.of(group) === Stack.of(service)));
  }
}
