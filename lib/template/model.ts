import { type ContainerImage, containerImage } from './ecr/container-image';
import { Repository } from './ecr/repository';
import { AutoScalingGroup } from './ecs/auto-scaling-group';
import { CapacityProvider } from './ecs/capacity-provider';
import { type Cluster, clustersOf } from './ecs/cluster';
import type { Container } from './ecs/container';
import { type ScalableTarget, scalableTargets } from './ecs/scalable-target';
import { Service } from './ecs/service';
import { type StandaloneTask, standaloneTasks } from './ecs/standalone-task';
import { TaskDefinition } from './ecs/task-definition';
import { type FileSystem, fileSystemsOf } from './file-systems';
import { CapacityInTemplate } from './fleet/capacity';
import { type DemandInTemplate, demandInTemplate } from './fleet/demand';
import { type FleetInTemplate, type FleetOptions, fleetInTemplate } from './fleet/fleet';
import { type Role, roleNamedBy, rolesOf } from './iam/role';
import type { ModelAssumptions } from './model-assumptions';
import { Network } from './network';
import { type Exposure, exposures } from './network/exposure';
import { type TargetBinding, targetBindingsOf } from './origin/target-binding';
import { type TaskOrigin, taskOriginsOf } from './origin/task-origin';
import type { Resource } from './stack/resource';
import type { TemplateSet } from './stack/template-set';
import type { Value } from './value/value';

/**
 * What the templates amount to in ECS's words: the one thing rules, plan and simulation read.
 * Every part is made when it is first asked for, once.
 */
export class Model {
  private readonly parts = new Map<string, unknown>();

  constructor(
    readonly set: TemplateSet,
    readonly assumptions: ModelAssumptions,
  ) {}

  /** Every task definition, those for Fargate included. */
  get taskDefinitions(): readonly TaskDefinition[] {
    return this.all('AWS::ECS::TaskDefinition', (resource) => new TaskDefinition(resource));
  }

  get services(): readonly Service[] {
    return this.all('AWS::ECS::Service', (resource) => new Service(resource, this.set));
  }

  /** Every Auto Scaling group, whether or not its instances join a cluster. */
  get autoScalingGroups(): readonly AutoScalingGroup[] {
    return this.all('AWS::AutoScaling::AutoScalingGroup', (resource) => new AutoScalingGroup(resource, this.set));
  }

  get capacityProviders(): readonly CapacityProvider[] {
    return this.all('AWS::ECS::CapacityProvider', (resource) => new CapacityProvider(resource, this.set));
  }

  /** Every cluster with its capacity and services, those that are only named included. */
  get clusters(): readonly Cluster[] {
    return this.once('clusters', () =>
      clustersOf(this.set, {
        groups: this.autoScalingGroups,
        providers: this.capacityProviders,
        services: this.services,
        standaloneTasks: this.standaloneTasks,
      }),
    );
  }

  /** The bounds of service auto scaling, by service. */
  get scalableTargets(): ReadonlyMap<Service, ScalableTarget> {
    return this.once('scalable targets', () => scalableTargets(this.set, this.services));
  }

  /** Tasks that schedules, event rules, state machines and deployments start. */
  get standaloneTasks(): readonly StandaloneTask[] {
    return this.once('standalone tasks', () => standaloneTasks(this.set));
  }

  /** What a task of a task definition takes from its instance. */
  demandOf(definition: TaskDefinition): DemandInTemplate {
    return this.once(`demand ${definition.resource.stack.stack} ${definition.resource.logicalId}`, () =>
      demandInTemplate(definition),
    );
  }

  /** The capacities of a cluster, with what their instances register. */
  capacitiesOf(cluster: Cluster): readonly CapacityInTemplate[] {
    return this.once(`capacities ${this.clusters.indexOf(cluster)}`, () =>
      cluster.capacities.map((capacity) => new CapacityInTemplate(capacity, this.set, this.assumptions)),
    );
  }

  /** Services and calls that start tasks, with where each one's tasks go and what they take. */
  get taskOrigins(): readonly TaskOrigin[] {
    return this.once('task origins', () => taskOriginsOf(this));
  }

  /**
   * The clusters as the engine takes them, each with what could not be known of it. Figures that AWS leaves open are
   * taken from one side; counts are the desired ones or the largest that service auto scaling allows.
   */
  fleetOf(options: FleetOptions): FleetInTemplate {
    return this.once(`fleet ${options.bound} ${options.counts} ${options.unknownCapacity}`, () =>
      fleetInTemplate(this, options),
    );
  }

  /** The ports of services' tasks that load balancers send requests to. */
  get targetBindings(): readonly TargetBinding[] {
    return this.once('target bindings', () => targetBindingsOf(this));
  }

  /** Those of one service. */
  bindingsOf(origin: TaskOrigin): readonly TargetBinding[] {
    const byOrigin = this.once('target bindings by origin', () => {
      const found = new Map<TaskOrigin, TargetBinding[]>();
      for (const binding of this.targetBindings) {
        found.set(binding.origin, [...(found.get(binding.origin) ?? []), binding]);
      }
      return found;
    });
    return byOrigin.get(origin) ?? [];
  }

  /** The VPCs of the templates. */
  get network(): Network {
    return this.once('network', () => new Network(this.set));
  }

  /** How each target group is reached. */
  get exposures(): ReadonlyMap<Resource, readonly Exposure[]> {
    return this.once('exposures', () => exposures(this.set));
  }

  /** The EFS file systems that the templates hold, by resource. */
  get fileSystems(): ReadonlyMap<Resource, FileSystem> {
    return this.once('file systems', () => fileSystemsOf(this.set));
  }

  /** The repositories of images that the templates hold, by resource. */
  get repositories(): ReadonlyMap<Resource, Repository> {
    return this.once(
      'repositories',
      () => new Map(this.set.resources('AWS::ECR::Repository').map((one) => [one, new Repository(one)])),
    );
  }

  /** Where the image of a container comes from. */
  imageOf({ image }: Container): ContainerImage {
    return containerImage(image, this.set);
  }

  /** Every role, with the statements that the templates attach to it. */
  get roles(): ReadonlyMap<Resource, Role> {
    return this.once('roles', () => rolesOf(this.set));
  }

  /** The role that a value names, when the templates hold it. */
  roleOf(value: Value | undefined): Role | undefined {
    const resource = roleNamedBy(value, this.set);
    return resource && this.roles.get(resource);
  }

  /** The task definition that a resource is. */
  taskDefinitionOf(resource: Resource | undefined): TaskDefinition | undefined {
    const byResource = this.once(
      'task definitions by resource',
      () => new Map(this.taskDefinitions.map((definition) => [definition.resource, definition])),
    );
    return resource && byResource.get(resource);
  }

  private all<T>(type: string, make: (resource: Resource) => T): readonly T[] {
    return this.once(type, () => this.set.resources(type).map(make));
  }

  private once<T>(part: string, make: () => T): T {
    if (!this.parts.has(part)) this.parts.set(part, make());
    return this.parts.get(part) as T;
  }
}
