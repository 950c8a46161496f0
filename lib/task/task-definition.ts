import { CfnDeletionPolicy, Duration, Stack, Tokenization } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as efs from 'aws-cdk-lib/aws-efs';
import type { Construct } from 'constructs';
import type { CpuArchitecture } from '../placement';
import { checkTaskDefinition } from './check-task-definition';
import { containerOptions } from './container/container-options';
import type { Container } from './container/container-props';
import { portMapping } from './container/ports';
import { grantCredentialSpec } from './environment/credential-spec';
import { awsLogs } from './logging/aws-logs';
import { checkLogRouters, fireLensConfig, isFireLens } from './logging/fire-lens';
import { L2_NETWORK_MODES, type NetworkMode } from './network-mode';
import { memberOf, refuseDistinctInstance } from './placement/placement-constraints';
import type { TaskDefinitionProps } from './task-definition-props';
import { TaskDraft } from './task-draft';
import { mountPoints } from './volumes/mounts';
import type { TaskVolume } from './volumes/volume';

/**
 * An ECS task definition for EC2 instances, whose containers, ports and volumes the compiler knows by name.
 *
 * It never changes: CloudFormation registers a new revision for every difference, and services roll over to it.
 *
 * @throws MisuseError for what ECS would refuse, or would take and never start; docs/task-definition.md lists the codes
 */
export class TaskDefinition<
  P,
  // biome-ignore lint/complexity/noBannedTypes: no container has a health check
  H = {},
  V extends string = never,
  const N extends NetworkMode = NetworkMode,
> extends ecs.Ec2TaskDefinition {
  /** For the compiler only: the containers' names and, below them, their ports' names. */
  declare readonly _names: P;

  /** The longest time a container's health check allows until it is healthy; undefined when none has a health check. */
  readonly startupBudget?: Duration;
  /** The processor architecture of the images, if stated. */
  readonly architecture?: CpuArchitecture;
  /** The EFS file systems that its volumes mount; whoever runs the task must be let in to them. */
  readonly fileSystems: readonly efs.IFileSystem[];
  /** The EBS volumes that are created with each task, by name; whoever runs the task configures them at launch. */
  readonly managedVolumes: Readonly<Record<string, ecs.ServiceManagedEBSVolumeConfiguration>>;

  private readonly draft: TaskDraft;

  constructor(scope: Construct, id: string, props: TaskDefinitionProps<P, H, V, N>) {
    super(scope, id, l2Props(props));
    // The names were checked by the compiler; from here on they are plain text.
    const containers = props.containers as unknown as Readonly<Record<string, Container>>;
    const volumes: Readonly<Record<string, TaskVolume>> = props.volumes ?? {};
    this.draft = new TaskDraft(this, containers, volumes, props);
    checkTaskDefinition(this.draft);
    checkLogRouters(this.draft, props.logging);

    this.fileSystems = Object.values(volumes).flatMap(({ fileSystem }) => fileSystem ?? []);
    this.managedVolumes = Object.fromEntries(
      Object.entries(volumes).flatMap(([name, { managed }]) => (managed ? [[name, managed]] : [])),
    );
    this.architecture = props.architecture;
    this.startupBudget = longest(Object.values(containers).flatMap(({ healthCheck }) => healthCheck?.startup ?? []));

    for (const [name, volume] of Object.entries(volumes)) this.addVolume(volume.bind(this, name));
    for (const constraint of memberOf(props.placementConstraints ?? [], this)) this.addPlacementConstraint(constraint);
    this.createContainers(props.logging ?? awsLogs());
    this.connectContainers();
    this.completeResource(props);
  }

  /** The processor architecture as the L2 tells it. */
  override get runtimePlatform(): ecs.RuntimePlatform | undefined {
    if (!this.architecture) return undefined;
    const cpuArchitecture = ecs.CpuArchitecture.of(this.architecture.toUpperCase());
    return { cpuArchitecture, operatingSystemFamily: ecs.OperatingSystemFamily.LINUX };
  }

  /** Adds a container by its L2 properties, without the checks of this class. It gets AWS_REGION unless it sets it. */
  override addContainer(id: string, props: ecs.ContainerDefinitionOptions): ecs.ContainerDefinition {
    // The L2 sets AWS_REGION only in awsvpc mode, and there over the user's own.
    return new ecs.ContainerDefinition(this, id, {
      ...props,
      environment: this.environmentOf(props),
      taskDefinition: this,
    });
  }

  override addFirelensLogRouter(id: string, props: ecs.FirelensLogRouterDefinitionOptions): ecs.FirelensLogRouter {
    return super.addFirelensLogRouter(id, { ...props, environment: this.environmentOf(props) });
  }

  /** Adds a `memberOf` constraint. @throws MisuseError `DistinctInstanceUnsupported` for one of services */
  override addPlacementConstraint(constraint: ecs.PlacementConstraint): void {
    if (constraint.toJson().some(({ type }) => type === 'distinctInstance')) refuseDistinctInstance(this);
    super.addPlacementConstraint(constraint);
  }

  /** The port of a container, by their names, as the L2 maps it. */
  findPort(container: string, port: string): ecs.PortMapping | undefined {
    const spec = this.draft.containers[container]?.ports?.[port];
    return spec === undefined ? undefined : portMapping(port, spec, this.draft.networkMode);
  }

  private environmentOf({ environment, secrets }: ecs.ContainerDefinitionOptions): Record<string, string> {
    const isSecret = Object.hasOwn(secrets ?? {}, 'AWS_REGION');
    return { ...(isSecret ? undefined : { AWS_REGION: Stack.of(this).region }), ...environment };
  }

  private createContainers(fallback: Parameters<typeof containerOptions>[3]): void {
    for (const [name, container] of Object.entries(this.draft.containers)) {
      // A router that logged to itself would never say why it cannot send.
      const own = container.logRouter && isFireLens(fallback) ? awsLogs() : fallback;
      const options = containerOptions(this.draft, this, name, own);
      if (!container.logRouter) this.addContainer(name, options);
      else this.addFirelensLogRouter(name, { ...options, firelensConfig: fireLensConfig(container.logRouter) });
      if (container.credentialSpec) grantCredentialSpec(this, container.credentialSpec);
    }
  }

  /** What refers to other containers or to volumes, once all exist. */
  private connectContainers(): void {
    const { containers, volumes } = this.draft;
    for (const [name, container] of Object.entries(containers)) {
      const definition = this.findContainer(name)!;
      for (const [other, condition] of Object.entries(container.dependsOn ?? {})) {
        if (!condition) continue;
        const waitFor = {
          container: this.findContainer(other)!,
          condition: ecs.ContainerDependencyCondition[condition],
        };
        definition.addContainerDependencies(waitFor);
      }
      for (const [other, alias] of Object.entries(container.links ?? {})) {
        if (alias) definition.addLink(this.findContainer(other)!, alias);
      }
      definition.addMountPoints(...mountPoints(container, volumes));
    }
  }

  /** What the L2 does not take for EC2. */
  private completeResource({ architecture, retainRevisions }: TaskDefinitionProps<P, H, V, N>): void {
    const resource = this.node.defaultChild as ecs.CfnTaskDefinition;
    if (architecture) {
      resource.runtimePlatform = { cpuArchitecture: architecture.toUpperCase(), operatingSystemFamily: 'LINUX' };
    }
    if (retainRevisions) {
      resource.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.RETAIN;
      resource.cfnOptions.deletionPolicy = CfnDeletionPolicy.RETAIN;
    }
    for (const [index, { gpus }] of Object.values(this.draft.containers).entries()) {
      if (gpus !== 'all') continue;
      const requirement = { Type: 'GPU', Value: 'ALL' };
      resource.addPropertyOverride(`ContainerDefinitions.${index}.ResourceRequirements`, [requirement]);
    }
  }
}

/** The L2 hands every property on, so the size of the task, which its type leaves out for EC2, gets through as well. */
function l2Props<P, H, V extends string, N extends NetworkMode>(
  props: TaskDefinitionProps<P, H, V, N>,
): ecs.Ec2TaskDefinitionProps & { readonly cpu?: string; readonly memoryMiB?: string } {
  const text = (value: number | undefined) => (value === undefined ? undefined : Tokenization.stringifyNumber(value));
  return {
    networkMode: L2_NETWORK_MODES[props.networkMode],
    family: props.family,
    taskRole: props.taskRole,
    executionRole: props.executionRole,
    pidMode: props.pidMode as ecs.PidMode | undefined,
    ipcMode: props.ipcMode as ecs.IpcMode | undefined,
    cpu: text(props.cpuUnits),
    memoryMiB: text(props.memoryMiB),
  };
}

/** The longest of the durations; one that is known only at deployment may be it. */
function longest(durations: readonly Duration[]): Duration | undefined {
  const unknown = durations.find((duration) => duration.isUnresolved());
  if (unknown || durations.length === 0) return unknown;
  return Duration.seconds(Math.max(...durations.map((duration) => duration.toSeconds())));
}
