import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';

/** What keeps containers in bridge mode from the instance's credentials, also after a restart of Docker. */
const METADATA_RULE = `cat <<'UNIT' > /etc/systemd/system/metadata-rule.service
[Unit]
Description=Drop packets from containers in bridge mode to instance metadata
After=docker.service
PartOf=docker.service
Before=ecs.service
[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/bin/sh -c "iptables -w -C DOCKER-USER -d 169.254.169.254/32 -j DROP || iptables -w -I DOCKER-USER -d 169.254.169.254/32 -j DROP"
[Install]
WantedBy=docker.service
UNIT
systemctl daemon-reload
systemctl enable metadata-rule.service
systemctl start --no-block metadata-rule.service`;

interface CapacityProps {
  readonly instanceTypes: readonly string[];
  readonly spot: boolean;
  readonly min: number;
  readonly max: number;
}

/** What all shops share. */
export class Platform extends Stack {
  readonly web = this.repository('Web');
  readonly worker = this.repository('Worker');
  readonly catalog = this.repository('Catalog');
  readonly cache = this.repository('Cache');
  readonly search = this.repository('Search');
  readonly mailer = this.repository('Mailer');
  readonly vpc = new ec2.Vpc(this, 'Vpc', { maxAzs: 2 });
  readonly cluster = new ecs.Cluster(this, 'Cluster', {
    vpc: this.vpc,
    containerInsightsV2: ecs.ContainerInsights.ENABLED,
    executeCommandConfiguration: {
      logging: ecs.ExecuteCommandLogging.OVERRIDE,
      logConfiguration: {
        cloudWatchLogGroup: new logs.LogGroup(this, 'ExecSessions', {
          retention: logs.RetentionDays.ONE_MONTH,
          removalPolicy: RemovalPolicy.DESTROY,
        }),
      },
    },
  });
  readonly steady = this.capacity('Steady', { instanceTypes: ['m7g.large'], spot: false, min: 2, max: 12 });
  readonly burst = this.capacity('Burst', { instanceTypes: ['m7g.large', 'm6g.large'], spot: true, min: 0, max: 12 });

  private repository(id: string): ecr.Repository {
    return new ecr.Repository(this, id, {
      imageScanOnPush: true,
      imageTagMutability: ecr.TagMutability.IMMUTABLE,
      lifecycleRules: [
        {
          description: 'Expire untagged after 14 days',
          tagStatus: ecr.TagStatus.UNTAGGED,
          maxImageAge: Duration.days(14),
        },
      ],
    });
  }

  private capacity(id: string, props: CapacityProps): ecs.AsgCapacityProvider {
    const securityGroup = new ec2.SecurityGroup(this, `${id}SecurityGroup`, { vpc: this.vpc });
    const userData = ec2.UserData.forLinux();
    userData.addCommands('echo ECS_AWSVPC_BLOCK_IMDS=true >> /etc/ecs/ecs.config');
    if (props.spot) userData.addCommands('echo ECS_ENABLE_SPOT_INSTANCE_DRAINING=true >> /etc/ecs/ecs.config');
    userData.addCommands(METADATA_RULE);
    const launchTemplate = new ec2.LaunchTemplate(this, `${id}LaunchTemplate`, {
      machineImage: ecs.EcsOptimizedImage.amazonLinux2023(ecs.AmiHardwareType.ARM),
      role: new iam.Role(this, `${id}Role`, { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') }),
      securityGroup,
      userData,
      requireImdsv2: true,
      httpPutResponseHopLimit: 1,
      blockDevices: [
        {
          deviceName: '/dev/xvda',
          volume: ec2.BlockDeviceVolume.ebs(60, {
            volumeType: ec2.EbsDeviceVolumeType.GP3,
            encrypted: true,
            deleteOnTermination: true,
            iops: 3000,
            throughput: 125,
          }),
        },
      ],
    });
    const autoScalingGroup = new autoscaling.AutoScalingGroup(this, `${id}Group`, {
      vpc: this.vpc,
      minCapacity: props.min,
      maxCapacity: props.max,
      capacityRebalance: props.spot || undefined,
      mixedInstancesPolicy: {
        launchTemplate,
        launchTemplateOverrides: props.instanceTypes.map((name) => ({ instanceType: new ec2.InstanceType(name) })),
        instancesDistribution: {
          onDemandAllocationStrategy: autoscaling.OnDemandAllocationStrategy.PRIORITIZED,
          onDemandPercentageAboveBaseCapacity: props.spot ? 0 : 100,
          spotAllocationStrategy: props.spot ? autoscaling.SpotAllocationStrategy.PRICE_CAPACITY_OPTIMIZED : undefined,
        },
      },
    });
    // Instances that leave must still reach ECS, or deleting the stack hangs.
    autoScalingGroup.node.addDependency(this.vpc.selectSubnets().internetConnectivityEstablished);
    const provider = new ecs.AsgCapacityProvider(this, `${id}Provider`, {
      autoScalingGroup,
      enableManagedTerminationProtection: false,
      enableManagedDraining: true,
    });
    this.cluster.addAsgCapacityProvider(provider, { spotInstanceDraining: props.spot });
    // Without it a load balancer does not reach tasks in bridge mode.
    this.cluster.connections.addSecurityGroup(securityGroup);
    return provider;
  }
}
