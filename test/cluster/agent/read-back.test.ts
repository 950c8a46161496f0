import { type AgentSettings, spot } from '../../../lib/cluster';
import { agentConfigOf } from '../../../lib/template/user-data/agent-config';
import { clusterOf, userDataOf } from '../fixture';

const agent: AgentSettings = { reservedMemoryMiB: 300, imagePullBehavior: 'once', logDrivers: ['awslogs', 'none'] };

test.each(['al2023', 'bottlerocket'] as const)(
  'what is written for %s is what the checker reads',
  (operatingSystem) => {
    const attributes = { stack: 'prod' };
    const spec = spot({ instanceTypes: ['m7g.large'], max: 2, operatingSystem, agent, attributes });
    const read = agentConfigOf(userDataOf(clusterOf(spec).template))!;
    expect(read.get('ECS_CLUSTER')).toBe('the-cluster');
    expect(read.get('ECS_RESERVED_MEMORY')).toBe('300');
    expect(read.get('ECS_IMAGE_PULL_BEHAVIOR')).toBe('once');
    expect(read.get('ECS_AWSVPC_BLOCK_IMDS')).toBe('true');
    expect(read.get('ECS_ENABLE_SPOT_INSTANCE_DRAINING')).toBe('true');
    expect(JSON.parse(String(read.get('ECS_AVAILABLE_LOGGING_DRIVERS')))).toEqual(['awslogs', 'none']);
    expect(JSON.parse(String(read.get('ECS_INSTANCE_ATTRIBUTES')))).toEqual(attributes);
  },
);
