import type { ScalableTarget, ScalingActivity } from '@aws-sdk/client-application-auto-scaling';
import type { SuspendedProcess } from '@aws-sdk/client-auto-scaling';
import type {
  Attribute,
  CapacityProviderStrategyItem,
  LoadBalancer,
  ManagedAgent,
  Resource,
} from '@aws-sdk/client-ecs';
import fc from 'fast-check';
import { arn } from '../test-clients';
import { STOP_MESSAGES } from './causes/stop-messages';
import { group, instance, minutesAgo, service, task } from './stage';

// Arbitrary states of a cluster, in the shapes of the API: what may be absent is absent at times.

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

/** A record from which any field may be missing. */
const some = <T extends object>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(fields, { requiredKeys: [] });

const time = fc.integer({ min: -5, max: 90 }).map(minutesAgo);
const count = fc.integer({ min: 0, max: 4 });
const name = fc.constantFrom('Web', 'Api');
const instanceId = fc.constantFrom('ci1', 'ci2');
const ec2Id = fc.constantFrom('i-0000000000000001', 'i-0000000000000002', 'i-0000000000000003');
const definition = fc.constantFrom(arn.taskDefinition('web'), arn.taskDefinition('web', 2));
const message = fc.oneof(
  fc.constantFrom(...STOP_MESSAGES.map(([, text]) => text)),
  fc.constantFrom('Essential container in task exited', 'Scaling activity initiated by (deployment ecs-svc/1)', ''),
  fc.string(),
);

const containers = fc.array(
  some({
    name: fc.constantFrom('app', 'db'),
    lastStatus: fc.constantFrom('PENDING', 'RUNNING', 'STOPPED'),
    healthStatus: fc.constantFrom('HEALTHY' as const, 'UNHEALTHY' as const, 'UNKNOWN' as const),
    exitCode: fc.constantFrom(0, 1, 137, 139, 143, 255),
    reason: message,
    image: fc.constantFrom('nginx', '111122223333.dkr.ecr.eu-west-1.amazonaws.com/web:1', ':'),
    managedAgents: fc.constantFrom<ManagedAgent[]>([], [{ name: 'ExecuteCommandAgent', lastStatus: 'STOPPED' }]),
  }),
  { maxLength: 2 },
);

const taskIn = (statuses: readonly string[]) =>
  fc
    .record(
      {
        taskArn: fc.integer({ min: 1, max: 9 }).map((id) => arn.task(`t${id}`)),
        taskDefinitionArn: definition,
        group: fc.oneof(
          name.map((one) => `service:${one}`),
          fc.constantFrom('family:job', 'x'),
        ),
        lastStatus: fc.constantFrom(...statuses),
        desiredStatus: fc.constantFrom('RUNNING', 'STOPPED'),
        containerInstanceArn: maybe(instanceId.map((id) => arn.instance(id))),
        capacityProviderName: maybe(fc.constantFrom('steady', 'burst')),
        startedBy: fc.constantFrom('ecs-svc/1', 'ecs-svc/2'),
        stopCode: maybe(
          fc.constantFrom(
            ...(['TaskFailedToStart', 'EssentialContainerExited', 'UserInitiated'] as const),
            ...(['ServiceSchedulerInitiated', 'SpotInterruption', 'TerminationNotice'] as const),
          ),
        ),
        stoppedReason: maybe(message),
        createdAt: time,
        startedAt: maybe(time),
        stoppingAt: maybe(time),
        stoppedAt: maybe(time),
        containers,
      },
      { requiredKeys: ['taskArn'] },
    )
    .map((one) => ({ ...(one.taskDefinitionArn ? {} : { taskDefinitionArn: task.taskDefinitionArn }), ...one }));

const deployment = some({
  id: fc.constantFrom('ecs-svc/1', 'ecs-svc/2'),
  status: fc.constantFrom('PRIMARY', 'ACTIVE'),
  taskDefinition: definition,
  desiredCount: count,
  runningCount: count,
  failedTasks: count,
  rolloutState: fc.constantFrom('COMPLETED' as const, 'FAILED' as const, 'IN_PROGRESS' as const),
  rolloutStateReason: fc.constantFrom(
    'in progress.',
    'ECS deployment circuit breaker: rolling back to deploymentId x.',
  ),
});

const event = some({
  createdAt: time,
  message: fc.oneof(
    message.map((text) => `service Web was unable to place a task. Reason: ${text}`),
    fc.constantFrom(
      'service Web was unable to place a task because no container instance met all of its requirements.',
      '(service Web) is unable to consistently start tasks successfully.',
      '(service Web) has started 2 tasks: (task x).',
      '(service Web) has reached a steady state.',
      'service Web failed to register targets in (target-group x) with (error y)',
      'service Web operations are being throttled. Will try again later.',
    ),
  ),
});

const oneService = (serviceName: string) =>
  some({
    status: fc.constantFrom('ACTIVE', 'DRAINING'),
    desiredCount: count,
    runningCount: count,
    taskDefinition: definition,
    schedulingStrategy: fc.constantFrom('REPLICA' as const, 'DAEMON' as const),
    launchType: fc.constantFrom('EC2' as const, 'FARGATE' as const),
    capacityProviderStrategy: fc.constantFrom<CapacityProviderStrategyItem[]>(
      [],
      [{ capacityProvider: 'steady' }],
      [{ capacityProvider: 'burst' }],
    ),
    placementConstraints: fc.constantFrom(...([[], [{ type: 'distinctInstance' }]] as const).map((list) => [...list]), [
      { type: 'memberOf' as const, expression: 'attribute:ecs.instance-type == z1.x' },
    ]),
    deployments: fc.array(deployment, { maxLength: 2 }),
    healthCheckGracePeriodSeconds: fc.constantFrom(0, 60),
    loadBalancers: fc.constantFrom<LoadBalancer[]>([], service.loadBalancers!),
    events: fc.array(event, { maxLength: 3 }),
  }).map((one) => ({ ...one, serviceArn: arn.service(serviceName), serviceName }));

const amounts = (min: number): fc.Arbitrary<Resource[]> =>
  fc.tuple(fc.integer({ min, max: 4096 }), fc.integer({ min, max: 16_000 })).map(([cpu, memory]) => [
    { name: 'CPU', type: 'INTEGER', integerValue: cpu },
    { name: 'MEMORY', type: 'INTEGER', integerValue: memory },
  ]);

const oneInstance = (id: string, ec2InstanceId: string) =>
  some({
    status: fc.constantFrom('ACTIVE', 'DRAINING', 'REGISTRATION_FAILED', 'REGISTERING'),
    agentConnected: fc.boolean(),
    runningTasksCount: count,
    // An instance may be over-committed.
    remainingResources: amounts(-9),
    registeredResources: amounts(0),
    capacityProviderName: fc.constantFrom('steady', 'burst'),
    attributes: fc.constantFrom<Attribute[]>(instance.attributes!, []),
  }).map((one) => ({ ...one, containerInstanceArn: arn.instance(id), ec2InstanceId }));

const oneGroup = some({
  MaxSize: count,
  DesiredCapacity: count,
  Status: fc.constant('Delete in progress'),
  SuspendedProcesses: fc.constantFrom<SuspendedProcess[]>([], [{ ProcessName: 'Launch' }]),
  Instances: fc.array(
    fc.record({
      InstanceId: ec2Id,
      LifecycleState: fc.constantFrom('InService' as const, 'Pending' as const, 'Terminating:Wait' as const),
      ProtectedFromScaleIn: fc.boolean(),
      AvailabilityZone: fc.constant('eu-west-1a'),
      HealthStatus: fc.constant('Healthy'),
    }),
    { maxLength: 3 },
  ),
}).map((one) => ({ ...group, ...one }));

const provider = (name: string) =>
  fc
    .record({
      updateStatus: maybe(fc.constantFrom('DELETE_FAILED' as const, 'UPDATE_FAILED' as const)),
      status: fc.constantFrom('ENABLED' as const, 'DISABLED' as const),
    })
    .map(({ updateStatus, status }) => ({
      name,
      ...(updateStatus && { updateStatus }),
      autoScalingGroupProvider: { autoScalingGroupArn: 'SteadyGroup', managedScaling: { status } },
    }));

const scalable = { ServiceNamespace: 'ecs', ScalableDimension: 'ecs:service:DesiredCount' } as const;

const scalableTarget = (ResourceId: string) =>
  fc.record({ MaxCapacity: count, suspended: fc.constantFrom('in' as const, 'out' as const, undefined) }).map(
    ({ MaxCapacity, suspended }): ScalableTarget => ({
      ...scalable,
      ...{ ResourceId, MinCapacity: 0, MaxCapacity, RoleARN: 'arn:r', CreationTime: minutesAgo(90) },
      SuspendedState: {
        DynamicScalingInSuspended: suspended === 'in',
        DynamicScalingOutSuspended: suspended === 'out',
      },
    }),
  );

const notScaled = fc
  .record({ StartTime: time, Code: fc.constantFrom('AlreadyAtMaxCapacity', 'AlreadyAtMinCapacity') })
  .map(
    ({ StartTime, Code }): ScalingActivity => ({
      ...scalable,
      ...{
        ActivityId: 'a',
        ResourceId: 'service/Shop/Web',
        Description: 'd',
        Cause: 'c',
        StatusCode: 'Failed',
        StartTime,
      },
      NotScaledReasons: [{ Code }],
    }),
  );

/** A cluster with what the APIs say of it. */
export const liveState = fc.record({
  services: fc.tuple(oneService('Web'), oneService('Api')),
  instances: fc.tuple(oneInstance('ci1', 'i-0000000000000001'), oneInstance('ci2', 'i-0000000000000002')),
  running: fc.array(taskIn(['PROVISIONING', 'PENDING', 'RUNNING']), { maxLength: 4 }),
  stopped: fc.array(taskIn(['STOPPED', 'DEPROVISIONING']), { maxLength: 4 }),
  providers: fc.tuple(provider('steady')),
  groups: fc.array(oneGroup, { maxLength: 1 }),
  activities: fc.array(
    some({
      Description: fc.constantFrom('Launching a new EC2 instance.  Status Reason: x', 'Terminating EC2 instance: i-1'),
      StatusCode: fc.constantFrom('Failed' as const, 'Successful' as const, 'Cancelled' as const),
      StatusMessage: fc.string(),
      StartTime: time,
    }).map((one) => ({
      ActivityId: 'a',
      AutoScalingGroupName: 'SteadyGroup',
      Cause: 'c',
      StartTime: undefined,
      StatusCode: undefined,
      ...one,
    })),
    { maxLength: 3 },
  ),
  scaled: fc.subarray(['service/Shop/Web', 'service/Shop/Api']).chain((ids) => fc.tuple(...ids.map(scalableTarget))),
  notScaled: fc.array(notScaled, { maxLength: 2 }),
  health: fc.record({
    State: fc.constantFrom('healthy' as const, 'unhealthy' as const, 'unused' as const),
    Reason: maybe(fc.constantFrom('Target.Timeout' as const, 'Target.FailedHealthChecks' as const)),
  }),
});

export type LiveState = typeof liveState extends fc.Arbitrary<infer State> ? State : never;
