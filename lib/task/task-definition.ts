import { Duration, Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as efs from 'aws-cdk-lib/aws-efs';
import type { Construct } from 'constructs';
import type { ContainerPart, PortsPart } from './container/container-props';
import { L2_NETWORK_MODES, type NetworkMode } from './network-mode';
import type { CpuArchitecture, TaskDefinitionProps } from './task-definition-props';
import type { TaskVolume } from './volumes/volume';

type AnyContainer = ContainerPart<string, string, 'bridge', string, string> &
  PortsPart<Record<string, unknown>, 'bridge'>;

/** An ECS task definition for EC2 instances whose containers, ports and volumes are known by name. */
export class TaskDefinition<
  P,
  // biome-ignore lint/complexity/noBannedTypes: no container has a health check
  H = {},
  V extends string = never,
  const N extends NetworkMode = NetworkMode,
> extends ecs.Ec2TaskDefinition {
  /** Type only: the containers' names and, below them, their ports' names. */
  declare readonly _names: P;

  /** The longest start-up budget among the containers' health checks; a service's grace period derives from it. */
  readonly startupBudget?: Duration;
  /** The processor architecture the images are built for, if stated. */
  readonly architecture?: CpuArchitecture;
  /** The EFS file systems its volumes mount; whoever runs the task must be let in to them. */
  readonly fileSystems: readonly efs.IFileSystem[];
  /** The EBS volumes configured at launch, by name; the service that runs the task adds them. */
  readonly managedVolumes: Readonly<Record<string, ecs.ServiceManagedEBSVolumeConfiguration>>;

  constructor(scope: Construct, id: string, props: TaskDefinitionProps<P, H, V, N>) {
    super(scope, id, { networkMode: L2_NETWORK_MODES[props.networkMode], family: props.family });
    const volumes = Object.entries<TaskVolume>(props.volumes ?? {});
    for (const [name, volume] of volumes) this.addVolume(volume.bind(this, name));
    this.fileSystems = volumes.flatMap(([, volume]) => volume.fileSystem ?? []);
    this.managedVolumes = Object.fromEntries(
      volumes.flatMap(([name, { managed }]) => (managed ? [[name, managed] as const] : [])),
    );
    this.architecture = props.architecture;
    const containers = Object.entries(props.containers as unknown as Record<string, AnyContainer>);
    for (const [name, container] of containers) {
      const portNumber = (port: string) => {
        const value = container.ports?.[port];
        if (value === undefined) throw new Error(`no port ${port}`);
        return typeof value === 'number' ? value : 'range' in value ? value.range[0] : value.containerPort;
      };
      const health = container.healthCheck;
      this.addContainer(name, {
        image: container.image,
        cpu: container.cpuUnits,
        memoryLimitMiB: container.memoryMiB,
        memoryReservationMiB: container.memoryReservationMiB,
        command: container.command && [...container.command],
        essential: container.essential,
        environment: container.environment,
        portMappings: Object.keys(container.ports ?? {}).map((port) => ({
          name: port,
          containerPort: portNumber(port),
        })),
        healthCheck: health && {
          command: [...health.command(portNumber)],
          startPeriod: health.startup,
          interval: health.interval,
          timeout: health.timeout,
          retries: health.retries,
        },
      });
    }
    for (const [name, container] of containers) {
      for (const [other, condition] of Object.entries(container.dependsOn ?? {})) {
        this.findContainer(name)!.addContainerDependencies({
          container: this.findContainer(other)!,
          condition: condition as ecs.ContainerDependencyCondition,
        });
      }
      for (const [sourceVolume, mount] of Object.entries(container.mounts ?? {})) {
        const { path, readOnly } = typeof mount === 'string' ? { path: mount, readOnly: false } : mount!;
        this.findContainer(name)!.addMountPoints({ sourceVolume, containerPath: path, readOnly });
      }
    }
    const budgets = containers.flatMap(([, { healthCheck }]) => (healthCheck ? [healthCheck.startup.toSeconds()] : []));
    this.startupBudget = budgets.length > 0 ? Duration.seconds(Math.max(...budgets)) : undefined;
  }

  override addContainer(id: string, props: ecs.ContainerDefinitionOptions): ecs.ContainerDefinition {
    const environment = { AWS_REGION: Stack.of(this).region, ...props.environment };
    return new ecs.ContainerDefinition(this, id, { ...props, environment, taskDefinition: this });
  }
}
