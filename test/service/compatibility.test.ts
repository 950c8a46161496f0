import { Size } from 'aws-cdk-lib';
import { SecurityGroup, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { ContainerImage, FargateTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { Ec2Cluster, onDemand } from '../../lib/cluster';
import { Service } from '../../lib/service';
import { type CpuArchitecture, ebsVolume, TaskDefinition } from '../../lib/task';
import { misuseOf } from '../misuse';
import { testStack } from '../synth';
import { propertiesOf, shop, webTask, workerTask } from './shop';

const image = ContainerImage.fromRegistry('nginx');

test('a task definition for Fargate is refused', () => {
  const { stack, cluster, capacity } = shop();
  const taskDefinition = new FargateTaskDefinition(stack, 'Fargate');
  taskDefinition.addContainer('web', { image });
  expect(misuseOf(() => new Service(stack, 'Service', { cluster, taskDefinition, capacity }))).toBe('TaskNotForEc2');
});

describe('the network', () => {
  test('of awsvpc tasks may be chosen', () => {
    const { stack, cluster, capacity } = shop();
    const group = new SecurityGroup(stack, 'Group', { vpc: cluster.vpc });
    new Service(stack, 'Service', {
      cluster,
      taskDefinition: webTask(stack),
      capacity,
      vpcSubnets: { subnetType: SubnetType.PUBLIC },
      securityGroups: [group],
    });
    expect(propertiesOf(stack).NetworkConfiguration).toEqual({
      AwsvpcConfiguration: {
        AssignPublicIp: 'DISABLED',
        SecurityGroups: [stack.resolve(group.securityGroupId)],
        Subnets: stack.resolve(cluster.vpc.publicSubnets.map(({ subnetId }) => subnetId)),
      },
    });
  });

  test("of other tasks is the instance's, and cannot be chosen", () => {
    const { stack, cluster, capacity } = shop();
    const base = { cluster, taskDefinition: workerTask(stack), capacity };
    expect(misuseOf(() => new Service(stack, 'A', { ...base, vpcSubnets: {} }))).toBe('NetworkModeMismatch');
    expect(misuseOf(() => new Service(stack, 'B', { ...base, securityGroups: [] }))).toBe('NetworkModeMismatch');
  });
});

describe('the architecture', () => {
  const mixed = (architecture?: CpuArchitecture) => {
    const stack = testStack();
    const cluster = new Ec2Cluster(stack, 'Cluster', {
      vpc: new Vpc(stack, 'Vpc', { maxAzs: 2, natGateways: 1 }),
      capacity: {
        arm: onDemand({ instanceTypes: ['m7g.large'], max: 2 }),
        intel: onDemand({ instanceTypes: ['m7i.large'], max: 2 }),
      },
    });
    const containers = { app: { image, cpuUnits: 64, memoryMiB: 64 } };
    const taskDefinition = new TaskDefinition(stack, 'Task', { networkMode: 'bridge', architecture, containers });
    return { stack, base: { cluster, taskDefinition } };
  };

  test('of the images must be that of every capacity that gets tasks', () => {
    const { stack, base } = mixed('arm64');
    const on = (id: string, capacity: { arm?: object; intel?: object }) =>
      misuseOf(() => new Service(stack, id, { ...base, capacity }));
    expect(on('A', { arm: {} })).toBeUndefined();
    expect(on('B', { arm: {}, intel: {} })).toBe('ArchitectureMismatch');
    expect(on('C', { arm: {}, intel: { weight: 0 } })).toBeUndefined();
  });

  test('of a daemon must be that of all instances, or be asked for', () => {
    const { stack, base } = mixed('x86_64');
    const daemon = { ...base, daemon: true } as const;
    expect(misuseOf(() => new Service(stack, 'A', daemon))).toBe('ArchitectureMismatch');
    const placement = { constraints: ['attribute:ecs.cpu-architecture == x86_64'] };
    expect(misuseOf(() => new Service(stack, 'B', { ...daemon, placement }))).toBeUndefined();
  });

  test('does not matter where it is not stated', () => {
    const { stack, base } = mixed();
    expect(misuseOf(() => new Service(stack, 'A', { ...base, capacity: { arm: {}, intel: {} } }))).toBeUndefined();
  });
});

describe('EBS volumes', () => {
  const withVolumes = (...names: string[]) => {
    const { stack, cluster, capacity } = shop();
    const volumes = Object.fromEntries(names.map((name) => [name, ebsVolume({ size: Size.gibibytes(20) })]));
    const containers = {
      app: { image, cpuUnits: 64, memoryMiB: 64, mounts: Object.fromEntries(names.map((name) => [name, `/${name}`])) },
    };
    const taskDefinition = new TaskDefinition(stack, 'Task', { networkMode: 'bridge', volumes, containers });
    return { stack, cluster, capacity, taskDefinition };
  };

  test('are made for each task', () => {
    const { stack, ...base } = withVolumes('data');
    new Service(stack, 'Service', base);
    expect(propertiesOf(stack).VolumeConfigurations).toMatchObject([
      { Name: 'data', ManagedEBSVolume: { SizeInGiB: 20, RoleArn: {} } },
    ]);
  });

  test('are not made for daemons', () => {
    const { stack, cluster, taskDefinition } = withVolumes('data');
    const daemon = { cluster, taskDefinition, daemon: true } as const;
    expect(misuseOf(() => new Service(stack, 'Service', daemon))).toBe('DaemonOption');
  });
});
