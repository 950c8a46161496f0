import type { PurchaseOption } from '../../placement';
import {
  booleanAt,
  countAt,
  isUnknown,
  type Known,
  knownStructAt,
  listAt,
  stringAt,
  structAt,
  structsAt,
} from '../known';
import type { Resource } from '../stack/resource';
import type { TemplateSet } from '../stack/template-set';
import type { Struct, Value } from '../value/value';
import { LaunchSettings } from './launch-settings';

/** One of the ways a group may launch an instance. */
export type InstanceOption =
  | { readonly kind: 'type'; readonly type: Known<string>; readonly weight?: Known<number> }
  | { readonly kind: 'requirements'; readonly requirements: Known<Struct> };

/** An Auto Scaling group in a template. */
export class AutoScalingGroup {
  private launched?: { readonly settings: LaunchSettings | undefined };

  constructor(
    readonly resource: Resource,
    private readonly set: TemplateSet,
  ) {}

  get properties(): Struct {
    return this.resource.properties;
  }

  get minSize(): Known<number> {
    return countAt(this.properties, 'MinSize') ?? 0;
  }

  get maxSize(): Known<number> | undefined {
    return countAt(this.properties, 'MaxSize');
  }

  get desiredCapacity(): Known<number> | undefined {
    return countAt(this.properties, 'DesiredCapacity');
  }

  /** The subnets of its instances; undefined when they are not known. */
  get subnets(): readonly Value[] | undefined {
    const list = listAt(this.properties, 'VPCZoneIdentifier');
    return isUnknown(list) ? undefined : list;
  }

  /** Zones named directly, as groups without subnets do. */
  get zones(): readonly Value[] | undefined {
    const list = listAt(this.properties, 'AvailabilityZones');
    return isUnknown(list) ? undefined : list;
  }

  get protectsNewInstances(): Known<boolean> {
    return booleanAt(this.properties, 'NewInstancesProtectedFromScaleIn') ?? false;
  }

  get capacityRebalance(): Known<boolean> {
    return booleanAt(this.properties, 'CapacityRebalance') ?? false;
  }

  get mixedInstancesPolicy(): Struct | undefined {
    return knownStructAt(this.properties, 'MixedInstancesPolicy');
  }

  /** The launch template or configuration, when the templates hold it. */
  get launch(): LaunchSettings | undefined {
    this.launched ??= { settings: this.readLaunch() };
    return this.launched.settings;
  }

  private readLaunch(): LaunchSettings | undefined {
    const mixed = this.mixedInstancesPolicy;
    const template = mixed && knownStructAt(mixed, 'LaunchTemplate');
    const specification = template
      ? knownStructAt(template, 'LaunchTemplateSpecification')
      : knownStructAt(this.properties, 'LaunchTemplate');
    const named = specification
      ? (specification['LaunchTemplateId'] ?? specification['LaunchTemplateName'])
      : this.properties['LaunchConfigurationName'];
    const resource = this.set.resourceOf(named) ?? this.byName(named);
    return resource && new LaunchSettings(resource);
  }

  /** The ways it may launch an instance, the preferred one first; none when nothing says so. */
  get instanceOptions(): readonly InstanceOption[] {
    const template = this.mixedInstancesPolicy && knownStructAt(this.mixedInstancesPolicy, 'LaunchTemplate');
    const overrides = template ? structsAt(template, 'Overrides') : [];
    const options = overrides.flatMap((override): InstanceOption[] => {
      const type = stringAt(override, 'InstanceType');
      if (type !== undefined) return [{ kind: 'type', type, weight: countAt(override, 'WeightedCapacity') }];
      const requirements = structAt(override, 'InstanceRequirements');
      return requirements === undefined ? [] : [{ kind: 'requirements', requirements }];
    });
    if (options.length > 0) return options;
    const { instanceType, instanceRequirements } = this.launch ?? {};
    if (instanceType !== undefined) return [{ kind: 'type', type: instanceType }];
    return instanceRequirements === undefined ? [] : [{ kind: 'requirements', requirements: instanceRequirements }];
  }

  /** Whether some type has a launch template, and so perhaps a machine image, of its own. */
  get overridesLaunchTemplate(): boolean {
    const template = this.mixedInstancesPolicy && knownStructAt(this.mixedInstancesPolicy, 'LaunchTemplate');
    const overrides = template ? structsAt(template, 'Overrides') : [];
    return overrides.some((override) => override['LaunchTemplateSpecification'] !== undefined);
  }

  /** How its instances are paid for. */
  get purchaseOption(): Known<PurchaseOption> {
    if (this.launch?.isSpot) return 'spot';
    const distribution = this.mixedInstancesPolicy && knownStructAt(this.mixedInstancesPolicy, 'InstancesDistribution');
    if (!distribution) return 'on-demand';
    const base = countAt(distribution, 'OnDemandBaseCapacity') ?? 0;
    const percentage = countAt(distribution, 'OnDemandPercentageAboveBaseCapacity') ?? 100;
    if (isUnknown(base)) return base;
    if (isUnknown(percentage)) return percentage;
    if (percentage >= 100) return 'on-demand';
    return percentage <= 0 && base === 0 ? 'spot' : 'mixed';
  }

  /** A launch template or configuration that is named by its literal name. */
  private byName(name: Value | undefined): Resource | undefined {
    if (typeof name !== 'string') return undefined;
    const kinds = this.set.resources('AWS::EC2::LaunchTemplate', 'AWS::AutoScaling::LaunchConfiguration');
    return kinds.find(({ properties }) =>
      [properties['LaunchTemplateName'], properties['LaunchConfigurationName']].includes(name),
    );
  }
}
