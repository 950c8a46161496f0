import { booleanAt, countAt, isUnknown, type Known, knownStructAt, stringAt, structAt, structsAt } from '../known';
import type { Resource } from '../stack/resource';
import type { TemplateSet } from '../stack/template-set';
import { Reference, type Struct, type Value } from '../value/value';

/** One entry of a capacity provider strategy. */
export interface StrategyItem {
  /** The provider: a reference, a name, or unknown. */
  readonly provider: Value;
  readonly base: Known<number>;
  readonly weight: Known<number>;
}

/** A service in a template. */
export class Service {
  constructor(
    readonly resource: Resource,
    private readonly set: TemplateSet,
  ) {}

  get properties(): Struct {
    return this.resource.properties;
  }

  /** Its name in words: the construct's, else the logical id. */
  get name(): string {
    return this.resource.constructPath ?? this.resource.logicalId;
  }

  /** The cluster as written; a service that names none runs in the account's default cluster. */
  get cluster(): Value {
    return this.properties['Cluster'] ?? 'default';
  }

  /** The task definition in the templates that it runs, if they hold it: by reference, or the latest of a family. */
  get taskDefinition(): Resource | undefined {
    const named = this.properties['TaskDefinition'];
    if (typeof named !== 'string') return this.set.resourceOf(named);
    const definitions = this.set.resources('AWS::ECS::TaskDefinition');
    return definitions.find(({ properties }) => properties['Family'] === named);
  }

  get daemon(): Known<boolean> {
    const scheduling = stringAt(this.properties, 'SchedulingStrategy') ?? 'REPLICA';
    return isUnknown(scheduling) ? scheduling : scheduling === 'DAEMON';
  }

  /** @default 1, as CloudFormation creates a new service */
  get desiredCount(): Known<number> {
    return countAt(this.properties, 'DesiredCount') ?? 1;
  }

  /** Whether the template leaves the count to whatever it is when the service is updated. */
  get leavesDesiredCount(): boolean {
    return this.properties['DesiredCount'] === undefined;
  }

  get launchType(): Known<string> | undefined {
    return stringAt(this.properties, 'LaunchType');
  }

  /** The strategy of the service itself; empty when it names none. */
  get strategy(): readonly StrategyItem[] {
    return strategyItems(this.properties, 'CapacityProviderStrategy');
  }

  private get deploymentConfiguration(): Struct {
    return knownStructAt(this.properties, 'DeploymentConfiguration') ?? {};
  }

  /** @default 100 for replicas and 0 for daemons, as the API has them */
  get minimumHealthyPercent(): Known<number> {
    return countAt(this.deploymentConfiguration, 'MinimumHealthyPercent') ?? (this.daemon === true ? 0 : 100);
  }

  /** @default 200 for replicas and 100 for daemons, as the API has them */
  get maximumPercent(): Known<number> {
    return countAt(this.deploymentConfiguration, 'MaximumPercent') ?? (this.daemon === true ? 100 : 200);
  }

  /** `ROLLING`, `BLUE_GREEN`, `LINEAR` or `CANARY`. */
  get deploymentStrategy(): Known<string> {
    return stringAt(this.deploymentConfiguration, 'Strategy') ?? 'ROLLING';
  }

  /** `ECS`, `CODE_DEPLOY` or `EXTERNAL`. */
  get deploymentController(): Known<string> {
    const controller = structAt(this.properties, 'DeploymentController');
    if (isUnknown(controller)) return controller;
    return (controller && stringAt(controller, 'Type')) ?? 'ECS';
  }

  /** The circuit breaker's settings, when it is on. */
  get circuitBreaker(): Struct | undefined {
    const breaker = knownStructAt(this.deploymentConfiguration, 'DeploymentCircuitBreaker');
    return breaker && booleanAt(breaker, 'Enable') === true ? breaker : undefined;
  }

  get loadBalancers(): readonly Struct[] {
    return structsAt(this.properties, 'LoadBalancers');
  }

  get placementConstraints(): readonly Struct[] {
    return structsAt(this.properties, 'PlacementConstraints');
  }

  get placementStrategies(): readonly Struct[] {
    return structsAt(this.properties, 'PlacementStrategies');
  }

  /** The subnets and security groups of awsvpc tasks. */
  get awsvpc(): Struct | undefined {
    const network = knownStructAt(this.properties, 'NetworkConfiguration');
    return network && knownStructAt(network, 'AwsvpcConfiguration');
  }

  /** `ENABLED`, `DISABLED`, or absent. */
  get zoneRebalancing(): Known<string> | undefined {
    return stringAt(this.properties, 'AvailabilityZoneRebalancing');
  }

  /** Whether a value names this service: by reference, or by its literal name. */
  isNamedBy(value: Value | undefined): boolean {
    if (value instanceof Reference) return this.set.resourceOf(value) === this.resource;
    const name = stringAt(this.properties, 'ServiceName');
    return typeof value === 'string' && value === name;
  }
}

/** Reads a capacity provider strategy. */
export const strategyItems = (struct: Struct, property: string): readonly StrategyItem[] =>
  structsAt(struct, property).map((item) => ({
    provider: item['CapacityProvider'] ?? null,
    base: countAt(item, 'Base') ?? 0,
    weight: countAt(item, 'Weight') ?? 0,
  }));
