import { countAt, isUnknown, type Known, knownStructAt, stringAt } from '../known';
import type { Resource } from '../stack/resource';
import type { TemplateSet } from '../stack/template-set';
import { Reference, type Struct, type Value } from '../value/value';

/** A capacity provider in a template. */
export class CapacityProvider {
  constructor(
    readonly resource: Resource,
    private readonly set: TemplateSet,
  ) {}

  /** What it says of its Auto Scaling group; absent for ECS Managed Instances. */
  private get groupProvider(): Struct | undefined {
    return knownStructAt(this.resource.properties, 'AutoScalingGroupProvider');
  }

  /** Its Auto Scaling group, when the templates hold it. */
  get group(): Resource | undefined {
    return this.set.resourceOf(this.groupProvider?.['AutoScalingGroupArn']);
  }

  /** Whether ECS itself launches the instances (ECS Managed Instances). */
  get isManagedInstances(): boolean {
    return this.resource.properties['ManagedInstancesProvider'] !== undefined;
  }

  /** Managed scaling's settings when it is on. ECS turns it on unless it is told otherwise. */
  get managedScaling(): Struct | undefined {
    const scaling = this.groupProvider && knownStructAt(this.groupProvider, 'ManagedScaling');
    const status = scaling && stringAt(scaling, 'Status');
    return status === 'DISABLED' ? undefined : (scaling ?? {});
  }

  /** Percent. @default 100 */
  get targetCapacity(): Known<number> {
    return (this.managedScaling && countAt(this.managedScaling, 'TargetCapacity')) ?? 100;
  }

  /** @default false, as CloudFormation leaves it off */
  get managedTerminationProtection(): Known<boolean> {
    return this.isEnabled('ManagedTerminationProtection', false);
  }

  /** @default true, as ECS turns it on */
  get managedDraining(): Known<boolean> {
    return this.isEnabled('ManagedDraining', true);
  }

  /** Whether a value names this provider: by reference, or by its literal name. */
  isNamedBy(value: Value | undefined): boolean {
    if (value instanceof Reference) return this.set.resourceOf(value) === this.resource;
    return typeof value === 'string' && value === this.resource.properties['Name'];
  }

  private isEnabled(property: string, fallback: boolean): Known<boolean> {
    const status = this.groupProvider && stringAt(this.groupProvider, property);
    if (isUnknown(status)) return status;
    return status === undefined ? fallback : status === 'ENABLED';
  }
}
