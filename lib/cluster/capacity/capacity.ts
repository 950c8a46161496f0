import { Tags } from 'aws-cdk-lib';
import { AutoScalingGroup, type CfnAutoScalingGroup, PoolState } from 'aws-cdk-lib/aws-autoscaling';
import { type IVpc, type LaunchTemplate, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import type { AsgCapacityProvider, Cluster } from 'aws-cdk-lib/aws-ecs';
import type { Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { AGENT_DEFAULTS, type AgentConfiguration } from '../agent/agent-configuration';
import { bottlerocketSettings } from '../agent/bottlerocket-settings';
import { requireAttributes } from '../agent/instance-attributes';
import type { Accelerator, Architecture } from '../instance/instance-choice';
import { allowAutoScaling, instanceRole } from '../instance/instance-role';
import { launchTemplate } from '../instance/launch-template';
import type { OperatingSystem } from '../instance/machine-image';
import { platformOf } from '../instance/platform';
import { EniTrunking } from '../trunking/eni-trunking';
import { capacityProvider } from './capacity-provider';
import { instancesPolicy } from './instances-policy';
import { mayBeInterrupted, requireUninterrupted } from './interruption';
import type { CapacitySpec, PurchaseOption, Reservations, WarmPool } from './purchase-options';
import { requireSize } from './size';
import { instanceSubnets } from './subnets';

/** Where a capacity belongs. */
export interface CapacityPlace {
  readonly cluster: Cluster;
  readonly vpc: IVpc;
  /** Whether ENI trunking is turned on for the instances' role. */
  readonly trunking: boolean;
}

/**
 * One named capacity of a cluster: an Auto Scaling group, its launch template, and the capacity provider that scales
 * it. Made by `Ec2Cluster`; all its parts are L2 constructs.
 */
export class Capacity extends Construct {
  /** How the instances are paid for. */
  readonly purchaseOption: PurchaseOption;
  /** The operating system of its instances. */
  readonly operatingSystem: OperatingSystem;
  /** The architecture of all its instances, and so of the container images that can run on them. */
  readonly architecture: Architecture;
  /** The accelerator that all its instances have, if any. */
  readonly accelerator?: Accelerator;
  /** The Auto Scaling group. */
  readonly asg: AutoScalingGroup;
  /** The capacity provider. */
  readonly provider: AsgCapacityProvider;
  /** The launch template of its instances. */
  readonly launchTemplate: LaunchTemplate;
  /** The role of its instances; tasks have roles of their own. */
  readonly role: Role;
  /** The security group of its instances, and of their tasks in bridge and host mode. */
  readonly securityGroup: SecurityGroup;

  constructor(scope: Construct, key: string, place: CapacityPlace, spec: CapacitySpec) {
    super(scope, key);
    requireUninterrupted(spec, this);
    requireSize(spec, this);
    const platform = platformOf(spec, this);
    const agent = agentConfiguration(spec, platform.accelerator);
    requireAttributes(agent.attributes, this);
    this.purchaseOption = spec.purchaseOption;
    this.operatingSystem = spec.operatingSystem ?? 'al2023';
    this.architecture = platform.architecture;
    this.accelerator = platform.accelerator;

    const subnets = instanceSubnets(place.vpc, spec.subnets, this);
    this.role = instanceRole(this, place.cluster, agent, spec.sessionManager ?? false);
    this.securityGroup = new SecurityGroup(this, 'SecurityGroup', {
      vpc: place.vpc,
      description: `Instances of capacity ${key}`,
    });
    this.launchTemplate = launchTemplate(this, {
      system: this.operatingSystem,
      platform,
      machineImage: spec.machineImage,
      agent,
      rootVolume: spec.rootVolume ?? {},
      role: this.role,
      securityGroups: [this.securityGroup, ...(spec.securityGroups ?? [])],
    });
    // The L2 would name instances after the launch template's long path.
    Tags.of(this.launchTemplate).add('Name', `${place.cluster.node.path}/${key}`);
    if (spec.rootVolume?.encryptionKey) allowAutoScaling(spec.rootVolume.encryptionKey, this);

    this.asg = new AutoScalingGroup(this, 'Group', {
      vpc: place.vpc,
      vpcSubnets: { subnets: subnets.subnets },
      minCapacity: spec.min ?? 0,
      maxCapacity: spec.max,
      mixedInstancesPolicy: instancesPolicy(spec, this.launchTemplate),
      capacityRebalance: mayBeInterrupted(spec) || undefined,
      maxInstanceLifetime: spec.maxInstanceLifetime,
      updatePolicy: spec.updatePolicy,
    });
    // Instances drain through the network: the way out must outlive them.
    this.asg.node.addDependency(subnets.internetConnectivityEstablished);
    if (place.trunking) this.asg.node.addDependency(new EniTrunking(this, 'Trunking', this.role, place.cluster));
    if (spec.purchaseOption === 'reserved') launchInto(spec.reservations, spec.whenFull ?? 'wait', this.asg);
    if (spec.purchaseOption === 'on-demand' && spec.warmPool) addWarmPool(spec.warmPool, this.asg);

    this.provider = capacityProvider(this, spec, this.asg, this.operatingSystem, place.cluster);
    place.cluster.addAsgCapacityProvider(this.provider);
    if (this.operatingSystem === 'bottlerocket') this.asg.addUserData(...bottlerocketSettings(agent, this).after);
  }
}

function agentConfiguration(spec: CapacitySpec, accelerator: Accelerator | undefined): AgentConfiguration {
  return {
    settings: {
      ...spec.agent,
      reservedMemoryMiB: spec.agent?.reservedMemoryMiB ?? AGENT_DEFAULTS.reservedMemoryMiB,
      logDrivers: spec.agent?.logDrivers ?? AGENT_DEFAULTS.logDrivers,
    },
    attributes: spec.attributes ?? {},
    awsvpcMetadataBlocked: spec.metadata?.awsvpc !== 'reachable',
    bridgeMetadataBlocked: spec.metadata?.bridge !== 'reachable',
    spotDraining: mayBeInterrupted(spec),
    gpuSupport: accelerator === 'gpu',
    warmPool: spec.purchaseOption === 'on-demand' && spec.warmPool !== undefined,
  };
}

/** The L2 does not know capacity reservations. */
function launchInto(reservations: Reservations, whenFull: 'wait' | 'on-demand', asg: AutoScalingGroup): void {
  (asg.node.defaultChild as CfnAutoScalingGroup).capacityReservationSpecification = {
    capacityReservationPreference: whenFull === 'wait' ? 'capacity-reservations-only' : 'capacity-reservations-first',
    capacityReservationTarget: {
      capacityReservationIds: reservations.ids && [...reservations.ids],
      capacityReservationResourceGroupArns: reservations.resourceGroupArns && [...reservations.resourceGroupArns],
    },
  };
}

function addWarmPool(pool: WarmPool, asg: AutoScalingGroup): void {
  asg.addWarmPool({
    minSize: pool.min ?? 0,
    maxGroupPreparedCapacity: pool.maxPrepared,
    poolState: pool.state === 'running' ? PoolState.RUNNING : PoolState.STOPPED,
  });
}
