import type { Cause, CauseCode } from '../../../lib/operations';
import { causeText } from '../../../lib/report/operations/diagnose/causes/cause-text';

const capacity = { capacityProvider: 'NAMED', autoScalingGroup: 'NAMED', waiting: 1 };
const onInstance = { containerInstanceId: 'ci', ec2InstanceId: 'NAMED', tasks: 1 };
const stopped = {
  group: 'NAMED',
  taskDefinition: 'web:1',
  count: 1,
  reason: 'r',
  lastTask: 't',
  recovered: false,
  instances: ['i-1'],
  containers: [],
};
const deployment = { service: 'NAMED', deployment: 'd', taskDefinition: 'web:1', failedTasks: 1 };

const tasks = { group: 'NAMED', taskDefinition: 'web:1', tasks: ['t'], containers: [] };
const event = { service: 'NAMED', event: 'e' };

/** One of each code: a code without a sample does not compile, one without words fails. */
const SAMPLES: { readonly [C in CauseCode]: Cause & { readonly code: C } } = {
  unplaceable: {
    code: 'unplaceable',
    group: 'NAMED',
    taskDefinition: 'web:1',
    waiting: 1,
    capacityProviders: [],
    instances: [],
    scalingOut: 'unknown',
    event: 'e',
  },
  'maximum-reached': { code: 'maximum-reached', ...capacity, desired: 1, maximum: 1 },
  'managed-scaling-off': { code: 'managed-scaling-off', ...capacity, desired: 1 },
  'launch-suspended': { code: 'launch-suspended', ...capacity },
  'warming-up': { code: 'warming-up', ...capacity, instances: ['i-1'] },
  'launch-failed': {
    code: 'launch-failed',
    capacityProvider: 'NAMED',
    autoScalingGroup: 'NAMED',
    reason: 'other',
    failures: 1,
    message: 'm',
  },
  'instance-not-registered': {
    code: 'instance-not-registered',
    ec2InstanceId: 'NAMED',
    autoScalingGroup: 'g',
    capacityProvider: 'c',
  },
  'agent-disconnected': { code: 'agent-disconnected', ...onInstance },
  'registration-failed': { code: 'registration-failed', ...onInstance },
  draining: { code: 'draining', ...onInstance, alone: ['t'], protectedTasks: [], services: [] },
  'container-exited': { code: 'container-exited', ...stopped },
  'out-of-memory': { code: 'out-of-memory', ...stopped },
  'image-not-pulled': { code: 'image-not-pulled', why: 'other', ...stopped },
  'permission-missing': { code: 'permission-missing', ...stopped },
  'resource-not-initialized': { code: 'resource-not-initialized', ...stopped },
  'container-not-started': { code: 'container-not-started', ...stopped },
  'wrong-architecture': { code: 'wrong-architecture', ...stopped },
  'role-not-assumed': { code: 'role-not-assumed', ...stopped },
  'secret-missing': { code: 'secret-missing', ...stopped },
  'log-group-missing': { code: 'log-group-missing', ...stopped },
  'service-unreachable': { code: 'service-unreachable', of: 'logs', ...stopped },
  'volume-not-mounted': { code: 'volume-not-mounted', why: 'refused', ...stopped },
  'network-interface-not-attached': { code: 'network-interface-not-attached', ...stopped },
  'disk-full': { code: 'disk-full', ...stopped },
  'port-taken': { code: 'port-taken', ...stopped },
  'command-not-found': { code: 'command-not-found', ...stopped },
  'docker-unresponsive': { code: 'docker-unresponsive', ...stopped },
  'grace-period-short': { code: 'grace-period-short', graceSeconds: 60, ranSeconds: [70, 90], ...stopped },
  'health-check-failed': { code: 'health-check-failed', by: 'container', ...stopped },
  'spot-interrupted': { code: 'spot-interrupted', ...stopped },
  'instance-lost': { code: 'instance-lost', ...stopped },
  'task-stopped': { code: 'task-stopped', ...stopped },
  'trunking-off': {
    code: 'trunking-off',
    group: 'NAMED',
    instances: [{ containerInstanceId: 'ci', instanceType: 'm7g.large', takes: 2, wouldTake: 10 }],
  },
  'group-missing': { code: 'group-missing', capacityProvider: 'NAMED', autoScalingGroup: 'g' },
  'capacity-provider-failed': {
    code: 'capacity-provider-failed',
    capacityProvider: 'NAMED',
    updateStatus: 'UPDATE_FAILED',
  },
  'scale-in-held': {
    code: 'scale-in-held',
    capacityProvider: 'NAMED',
    autoScalingGroup: 'g',
    desired: 0,
    managedTerminationProtection: false,
    instances: [{ ec2InstanceId: 'i-1', tasks: 0 }],
  },
  'starting-slowly': { code: 'starting-slowly', ...tasks, lastStatus: 'PENDING', forSeconds: 700 },
  'stopping-slowly': { code: 'stopping-slowly', ...tasks, lastStatus: 'DEPROVISIONING', forSeconds: 700 },
  'container-unhealthy': { code: 'container-unhealthy', ...tasks },
  'exec-agent-stopped': { code: 'exec-agent-stopped', ...tasks },
  'launch-refused': { code: 'launch-refused', ...event, why: { code: 'role-not-assumed', role: 'arn:x' } },
  'placement-refused': { code: 'placement-refused', ...event },
  'targets-not-registered': { code: 'targets-not-registered', ...event },
  'starts-slowed': { code: 'starts-slowed', ...event },
  'scheduler-throttled': { code: 'scheduler-throttled', ...event },
  'tasks-protected': { code: 'tasks-protected', service: 'NAMED', holds: 'deployment', tasks: [{ id: 't' }] },
  'desired-zero': { code: 'desired-zero', service: 'NAMED', runningCount: 0 },
  'targets-unhealthy': {
    code: 'targets-unhealthy',
    service: 'NAMED',
    targetGroup: 'g',
    state: 'unhealthy',
    targets: ['a'],
    outOf: 2,
  },
  'deployment-failed': { code: 'deployment-failed', ...deployment, reason: 'r' },
  'deployment-rolling-back': { code: 'deployment-rolling-back', ...deployment, reason: 'r' },
  'deployment-failing': { code: 'deployment-failing', ...deployment },
  'deployment-forbidden': {
    code: 'deployment-forbidden',
    ...deployment,
    desiredCount: 1,
    minimumHealthyPercent: 100,
    maximumPercent: 100,
  },
  'deletion-held': {
    code: 'deletion-held',
    what: 'service',
    name: 'NAMED',
    heldBy: [{ code: 'task', id: 't', lastStatus: 'RUNNING' }],
  },
};

test.each(Object.values(SAMPLES))('$code is said: what it is about, what shows it, what to do', (cause) => {
  const { title, evidence, fix } = causeText(cause);
  expect(title).toContain('NAMED');
  expect(evidence.length).toBeGreaterThan(0);
  expect(evidence.every((line) => line !== '')).toBe(true);
  expect(fix).not.toBe('');
});

test('a missing permission is mended by the statement that names it', () => {
  const cause: Cause = { ...stopped, code: 'permission-missing', action: 'ssm:GetParameters', resource: 'arn:x' };
  expect(causeText(cause).fix).toContain('{"Effect":"Allow","Action":"ssm:GetParameters","Resource":"arn:x"}');
});
