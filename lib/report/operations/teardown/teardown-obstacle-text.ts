import type { TeardownObstacle } from '../../../operations';
import { nameList } from '../../name-list';
import { counted } from '../../table';

/** What is in the way of a teardown, and what to do about it. */
export function obstacleText(obstacle: TeardownObstacle, stackName: string): string {
  switch (obstacle.code) {
    case 'termination-protection':
      return `its termination protection; take it off (aws cloudformation update-termination-protection --no-enable-termination-protection --stack-name ${stackName})`;
    case 'nested':
      return `it is nested in stack ${obstacle.root}; take down that`;
    case 'busy':
      return `it is ${obstacle.status}; wait until that has ended`;
    case 'imported':
      return `${nameList(obstacle.stacks)} ${verb(obstacle.stacks, 'imports', 'import')} its export ${obstacle.exportName}; take down what imports it first`;
    case 'foreign-services': {
      const { services, cluster } = obstacle;
      const names = services.map(({ serviceName, stack }) =>
        stack ? `${serviceName} of stack ${stack}` : `${serviceName} of no stack`,
      );
      return `${verb(services, 'service', 'services')} ${nameList(names, 10)} ${verb(services, 'runs', 'run')} in its cluster ${cluster}; take down ${verb(services, 'that', 'those')} first, or give --with-others`;
    }
    case 'foreign-instances': {
      const { instances, cluster } = obstacle;
      return `${verb(instances, 'instance', 'instances')} ${nameList(instances, 10)}, which ${verb(instances, 'is', 'are')} not of this stack, ${verb(instances, 'is', 'are')} registered in its cluster ${cluster}; deregister ${verb(instances, 'it', 'them')} first, or give --with-others`;
    }
    case 'capacity-in-use': {
      const { services, cluster, capacityProvider } = obstacle;
      return `${verb(services, 'service', 'services')} ${nameList(services, 10)} of cluster ${cluster} ${verb(services, 'uses', 'use')} its capacity provider ${capacityProvider}; give ${verb(services, 'it', 'them')} another strategy first`;
    }
    case 'foreign-tasks': {
      const { groups, cluster } = obstacle;
      const tasks = Object.entries(groups).map(([group, count]) => `${counted(count, 'task')} of ${group}`);
      return `${nameList(tasks, 10)}, not of this stack, run on its instances in cluster ${cluster}; move them first (stowage drain … --cluster ${cluster})`;
    }
    case 'group-protection':
      return `the deletion protection of Auto Scaling group ${obstacle.group}; take it off (aws autoscaling update-auto-scaling-group --auto-scaling-group-name ${obstacle.group} --deletion-protection none)`;
  }
}

const verb = (subjects: readonly unknown[], one: string, many: string): string => (subjects.length === 1 ? one : many);
