import { AutoScalingGroup, type LaunchTemplateOverrides } from 'aws-cdk-lib/aws-autoscaling';
import { InstanceType, type IVpc, LaunchTemplate, SecurityGroup, UserData } from 'aws-cdk-lib/aws-ec2';
import { AmiHardwareType, AsgCapacityProvider, EcsOptimizedImage } from 'aws-cdk-lib/aws-ecs';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Architecture, InstanceChoice } from './instance-choice';
import type { CapacitySpec, PurchaseOption } from './purchase-options';

/** One named capacity of a cluster: an Auto Scaling group and the capacity provider that scales it. */
export class Capacity extends Construct {
  /** How the instances are paid for. */
  readonly purchaseOption: PurchaseOption;
  /** The architecture of all its instances, and so of the container images that can run on them. */
  readonly architecture: Architecture;
  /** The Auto Scaling group; its role, connections and metrics are those of the L2. */
  readonly asg: AutoScalingGroup;
  /** The capacity provider. */
  readonly provider: AsgCapacityProvider;

  constructor(scope: Construct, key: string, vpc: IVpc, spec: CapacitySpec) {
    super(scope, key);
    this.purchaseOption = spec.purchaseOption;
    this.architecture = architectureOf(spec);
    const template = new LaunchTemplate(this, 'LaunchTemplate', {
      machineImage: EcsOptimizedImage.amazonLinux2023(
        this.architecture === 'arm64' ? AmiHardwareType.ARM : AmiHardwareType.STANDARD,
      ),
      role: new Role(this, 'Role', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') }),
      securityGroup: new SecurityGroup(this, 'SecurityGroup', { vpc }),
      userData: UserData.forLinux(),
    });
    this.asg = new AutoScalingGroup(this, 'Group', {
      vpc,
      minCapacity: spec.min ?? 0,
      maxCapacity: spec.max,
      mixedInstancesPolicy: {
        launchTemplate: template,
        launchTemplateOverrides: overridesOf(spec),
        instancesDistribution: { onDemandPercentageAboveBaseCapacity: spec.purchaseOption === 'spot' ? 0 : 100 },
      },
    });
    this.provider = new AsgCapacityProvider(this, 'Provider', {
      autoScalingGroup: this.asg,
      enableManagedTerminationProtection: false,
      enableManagedDraining: true,
    });
  }
}

function architectureOf(spec: InstanceChoice): Architecture {
  if (spec.instanceTypes === undefined) return spec.architecture;
  return new InstanceType(spec.instanceTypes[0]).architecture === 'arm64' ? 'arm64' : 'x86_64';
}

function overridesOf(spec: InstanceChoice): LaunchTemplateOverrides[] {
  return spec.instanceTypes === undefined
    ? [{ instanceRequirements: spec.requirements }]
    : spec.instanceTypes.map((type) => ({ instanceType: new InstanceType(type) }));
}
