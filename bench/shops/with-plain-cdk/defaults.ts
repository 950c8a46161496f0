import { Duration, Size, Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as logs from 'aws-cdk-lib/aws-logs';

type ContainerProps = Omit<ecs.ContainerDefinitionOptions, 'logging' | 'linuxParameters'>;

/** A task definition with one log group, whose revisions are for Graviton. */
export class ShopTask extends ecs.Ec2TaskDefinition {
  private readonly logGroup: logs.LogGroup;

  constructor(scope: Stack, id: string, props: ecs.Ec2TaskDefinitionProps) {
    super(scope, id, props);
    // The L2 refuses a runtime platform for EC2.
    (this.node.defaultChild as ecs.CfnTaskDefinition).runtimePlatform = {
      cpuArchitecture: 'ARM64',
      operatingSystemFamily: 'LINUX',
    };
    this.logGroup = new logs.LogGroup(this, 'Logs', { retention: logs.RetentionDays.ONE_MONTH });
  }

  add(name: string, props: ContainerProps): ecs.ContainerDefinition {
    const container = this.addContainer(name, {
      stopTimeout: Duration.seconds(30),
      ...props,
      linuxParameters: new ecs.LinuxParameters(this, `${name}Linux`, { initProcessEnabled: true }),
      logging: ecs.LogDrivers.awsLogs({
        logGroup: this.logGroup,
        streamPrefix: this.node.id,
        mode: ecs.AwsLogDriverMode.NON_BLOCKING,
        maxBufferSize: Size.mebibytes(25),
      }),
    });
    // The L2 sets the region in awsvpc mode only.
    if (this.networkMode === ecs.NetworkMode.BRIDGE) container.addEnvironment('AWS_REGION', Stack.of(this).region);
    return container;
  }
}

/** A service that rolls, spreads and rolls back as all of ours do. */
export class ShopService extends ecs.Ec2Service {
  constructor(scope: Stack, id: string, props: ecs.Ec2ServiceProps) {
    super(scope, id, {
      minHealthyPercent: 100,
      maxHealthyPercent: 200,
      circuitBreaker: { rollback: true },
      availabilityZoneRebalancing: ecs.AvailabilityZoneRebalancing.ENABLED,
      placementStrategies: [
        ecs.PlacementStrategy.spreadAcross(ecs.BuiltInAttributes.AVAILABILITY_ZONE),
        ecs.PlacementStrategy.packedByMemory(),
      ],
      propagateTags: ecs.PropagatedTagSource.SERVICE,
      enableECSManagedTags: true,
      ...props,
    });
    // Roles, policies and logs must outlive the tasks, or they never drain.
    this.node.addDependency(props.taskDefinition);
  }
}

export function httpHealth(port: number, path: string, startup: Duration): ecs.HealthCheck {
  return {
    command: ['CMD-SHELL', `curl --fail --silent --output /dev/null http://127.0.0.1:${port}${path} || exit 1`],
    interval: Duration.seconds(10),
    timeout: Duration.seconds(5),
    retries: 3,
    startPeriod: startup,
  };
}

export function expose(
  listener: elbv2.ApplicationListener,
  service: ecs.Ec2Service,
  containerName: string,
  containerPort: number,
  priority: number,
  path: string,
): void {
  listener.addTargets(service.node.id, {
    protocol: elbv2.ApplicationProtocol.HTTP,
    targets: [service.loadBalancerTarget({ containerName, containerPort })],
    priority,
    conditions: [elbv2.ListenerCondition.pathPatterns([path])],
    deregistrationDelay: Duration.seconds(30),
    healthCheck: {
      path: '/',
      interval: Duration.seconds(10),
      timeout: Duration.seconds(5),
      healthyThresholdCount: 2,
      unhealthyThresholdCount: 3,
      healthyHttpCodes: '200',
    },
  });
}
