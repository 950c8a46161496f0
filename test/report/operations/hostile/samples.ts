import type {
  DrainEnd,
  DrainMove,
  DrainPlan,
  DrainProgress,
  Fit,
  ForecastDoubt,
  ImageAudit,
  MissingInstances,
  NotLookedAt,
  OperationProblem,
  RunTaskEvent,
  RunTaskResult,
  StartRefusal,
  TaskState,
  TeardownEnd,
  TeardownObstacle,
  TeardownPlan,
  TeardownWait,
  UndrainPlan,
  Waiting,
  WatchChange,
  WatchEnd,
  WatchState,
} from '../../../../lib/operations';
import type { Explanation, Instance, InstanceRejection } from '../../../../lib/placement';
import { NO_RESOURCES } from '../../../../lib/placement/resources';
import { each, type Full, type FullByCode } from './spoilt';

// One complete result of each verb, in every form that it may take.

export const PROBLEMS: FullByCode<OperationProblem> = {
  'not-found': {
    code: 'not-found',
    kind: 'cluster',
    name: 'Shop',
    where: 'eu-west-1',
    account: '111122223333',
    near: ['Shop2'],
    elsewhere: ['eu-central-1'],
  },
  'access-denied': {
    code: 'access-denied',
    action: 'ecs:RunTask',
    resource: 'arn:r',
    principal: 'arn:p',
    explicit: true,
    policy: 'service control policy',
    encoded: 'e',
  },
  'no-credentials': { code: 'no-credentials', detail: 'd', profile: 'p' },
  'expired-credentials': { code: 'expired-credentials', detail: 'd', profile: 'p' },
  'invalid-credentials': { code: 'invalid-credentials', detail: 'd', profile: 'p' },
  'no-region': { code: 'no-region' },
  'bad-region': { code: 'bad-region', region: 'eu', near: ['eu-west-1'] },
  'bad-endpoint': { code: 'bad-endpoint', detail: 'd' },
  'clock-skew': { code: 'clock-skew', detail: 'd' },
  throttled: { code: 'throttled', action: 'ecs:RunTask' },
  unreachable: {
    code: 'unreachable',
    action: 'ecs:RunTask',
    detail: 'd',
    why: 'name',
    region: { name: 'eu', near: ['eu-west-1'] },
  },
  'service-fault': { code: 'service-fault', action: 'ecs:RunTask', detail: 'd', requestId: 'r' },
  refused: { code: 'refused', action: 'ecs:RunTask', error: 'ClusterNotFoundException', detail: 'd' },
  'timed-out': { code: 'timed-out', what: 'w', seconds: 1 },
  interrupted: { code: 'interrupted', what: 'w' },
  'invalid-request': { code: 'invalid-request', detail: 'd' },
};
const problem = PROBLEMS.refused;

export const NOT_LOOKED_AT: readonly NotLookedAt[] = [
  { what: 'w', problem: { ...PROBLEMS['access-denied'], explicit: false } },
  { what: 'w', problem: PROBLEMS['access-denied'] },
  { what: 'w', problem: { code: 'not-understood', detail: 'd' } },
];

const rejections: InstanceRejection['rejections'] = [
  { code: 'attributes', missing: [{ name: 'gpu', value: 'v' }], moreInstancesHelp: false },
  { code: 'member-of', holds: false, expression: 'e', moreInstancesHelp: false },
  { code: 'zone', zone: 'eu-west-1a', allowed: ['eu-west-1b'], moreInstancesHelp: false },
  { code: 'architecture', required: 'arm64', actual: 'x86_64', moreInstancesHelp: false },
];
const refusing = { instanceId: 'ci', ec2InstanceId: 'i-1', instanceType: 'm7g.large', zone: 'eu-west-1a' };
const explanation: Explanation = {
  ...{ instances: 1, reasons: [], moreInstancesHelp: false },
  closest: { ...refusing, rejections },
};

const fit: Full<Fit> = {
  ...{ count: 2, instances: 1, takers: ['ci'], placed: 1, explanation },
  unplaced: [
    {
      capacityProvider: 'cp',
      tasks: 1,
      offered: ['cp'],
      moreInstances: 'none',
      scaleOut: { isManaged: true, room: 1 },
    },
    {
      ...{ capacityProvider: 'cp', tasks: 1, offered: ['cp'] },
      ...{ moreInstances: { least: 1, most: 2 }, scaleOut: { isManaged: true, room: 1 } },
    },
  ],
  rejections: [{ instanceId: 'ci', rejections }],
};
/** By launch type EC2, where capacity providers are offered. */
const fitByHand: Fit = { ...fit, unplaced: [{ tasks: 1, offered: ['cp'] }] };

const stateOf: FullByCode<TaskState> = {
  exited: { code: 'exited', exitCode: 1, container: 'app', reason: 'r' },
  'never-ran': { code: 'never-ran', reason: 'r' },
  unknown: { code: 'unknown', reason: 'r' },
  running: { code: 'running' },
  pending: { code: 'pending', status: 'PROVISIONING' },
};
const refusals: FullByCode<StartRefusal> = {
  'not-placed': { code: 'not-placed', reasons: [{ reason: 'R', times: 2, detail: 'd', instances: ['ci'] }] },
  'token-taken': { code: 'token-taken', taskArns: ['arn:task/1'] },
  failed: { code: 'failed', problem },
  'no-answer': { code: 'no-answer', problem },
  left: { code: 'left' },
};

const run = {
  ...{ clusterArn: 'arn:c', taskDefinitionArn: 'arn:t', clientToken: 'token', missing: 1, fit, logsComplete: false },
  tasks: each(stateOf).map((state) => ({ taskArn: 'arn:task/1', instance: 'i-1', state })),
  refusals: each(refusals),
};
export const RUN_TASK: readonly RunTaskResult[] = [
  { ...run, code: 'not-started' },
  { ...run, code: 'stopped' },
  { ...run, code: 'started' },
  { ...run, code: 'left', stopping: true },
  { ...run, code: 'timed-out', seconds: 1, stopping: 'kept' },
  { ...run, code: 'lost-contact', problem },
];

export const RUN_TASK_EVENTS: FullByCode<RunTaskEvent> = {
  fit: { code: 'fit', fit },
  started: { code: 'started', taskArns: ['arn:task/1'] },
  status: { code: 'status', taskArn: 'arn:task/1', status: 'RUNNING', instance: 'i-1' },
  'log-not-followed': { code: 'log-not-followed', container: 'app', logDriver: 'fluentd' },
  log: {
    ...{ code: 'log', taskArn: 'arn:task/1', container: 'app', at: new Date(0), message: 'm' },
    among: { tasks: 2, containers: 2 },
  },
  trouble: { code: 'trouble', doing: 'watching', problem },
};
export const FIT_BY_HAND: RunTaskEvent = { code: 'fit', fit: fitByHand };

const bounds = { minimumHealthyPercent: 50, maximumPercent: 200, atLeast: 1, atMost: 4 };
const waiting: FullByCode<Waiting> = {
  placement: { code: 'placement', tasks: 1, explanation, emptyProviders: ['cp'], isFinal: true },
  scheduling: { code: 'scheduling', tasks: 1 },
  starting: { code: 'starting', tasks: 1 },
  health: { code: 'health', tasks: 1, targets: 1 },
  draining: { code: 'draining', tasks: 1, targets: 1 },
  bounds: { code: 'bounds', bounds },
  hook: { code: 'hook', hook: { name: 'h', status: 'S', expiresAt: 'noon', atExpiry: 'ROLLBACK' }, stage: 'BAKE' },
  stage: { code: 'stage', stage: 'CLEAN_UP', productionPercent: 1, testPercent: 1, bakeMinutes: 1 },
};

export const WATCH_STATE: Full<WatchState> = {
  deployments: [
    {
      ...{ id: 'd', isPrimary: true, taskDefinition: 'web:1', desired: 1, running: 1, pending: 1, failed: 1 },
      ...{ rolloutState: 'IN_PROGRESS', rolloutStateReason: 'r' },
    },
  ],
  breaker: { failures: 1, limit: 3, rollsBack: true },
  rollout: {
    ...{ id: 'r', strategy: 'CANARY', status: 'IN_PROGRESS', reason: 'r', stage: 'BAKE_TIME' },
    ...{ productionPercent: 1, testPercent: 1, bakeMinutes: 1, hooks: [waiting.hook.hook] },
    ...{ alarms: ['a'], alarmed: ['a'], breaker: { failures: 1, limit: 3 } },
  },
  zones: { 'eu-west-1a': 1 },
  instances: { 'i-1': 1 },
  targets: [{ targetGroup: 'g', states: { healthy: 1 }, reasons: ['r'] }],
  waiting: each(waiting),
};

const step = {
  cause: 'capacity',
  ...{ waiting: 1, explanation },
  counts: { desired: 4, bounds: { lower: 4, upper: 8 }, outgoing: 3, kept: 2, settling: 0, healthy: 4, active: 5 },
} as const;
const missing: Full<MissingInstances> = {
  ...{ of: 'cp', instanceType: 'm7g.large', count: 2, instances: 1, maximum: 2, come: 'launched' },
};
const doubts: readonly ForecastDoubt[] = [
  { code: 'no-instance', capacityProviders: ['cp'] },
  { code: 'unreadable', detail: 'd' },
];
export const WATCH_CHANGES: readonly WatchChange[] = [
  { code: 'state', state: WATCH_STATE },
  { code: 'unchanged', seconds: 1, state: WATCH_STATE },
  { code: 'forecast', forecast: { code: 'needs-instances', missing: [missing], step, rounds: 1 } },
  { code: 'forecast', forecast: { code: 'cannot-finish', step, rounds: 1 } },
  ...doubts.map((because): WatchChange => ({ code: 'forecast', forecast: { code: 'unknown', because } })),
  { code: 'superseded', before: 'web:1', now: 'web:2' },
  { code: 'event', message: 'm' },
  { code: 'stopped', task: 't', reason: 'r' },
  ...NOT_LOOKED_AT.map((one): WatchChange => ({ code: 'not-looked-at', missing: one })),
];
export const WATCH_ENDS: FullByCode<WatchEnd> = {
  steady: { code: 'steady', taskDefinition: 'web:1', tasks: 1 },
  'rolled-back': { code: 'rolled-back', isOver: true, from: 'web:2', to: 'web:1', reason: 'r' },
  failed: { code: 'failed', taskDefinition: 'web:1', reason: 'r' },
  stuck: { code: 'stuck', waiting: waiting.placement },
  deleted: { code: 'deleted' },
  'timed-out': { code: 'timed-out', seconds: 1, waiting: WATCH_STATE.waiting, problem },
  interrupted: { code: 'interrupted' },
};

const instance: Instance = {
  ...{ id: 'ci', ec2InstanceId: 'i-1', instanceType: 'm7g.large', zone: 'eu-west-1a', status: 'ACTIVE' },
  ...{
    agentConnected: false,
    registered: { ...NO_RESOURCES, reservedTcpPorts: [], reservedUdpPorts: [] },
    attributes: {},
    tasks: [],
  },
};
const moved = { task: 't', group: 'g', from: 'ci', protectedUntil: 'noon', isUnreachable: true } as const;
const moves: FullByCode<DrainMove> = {
  moves: { ...moved, code: 'moves', to: 'ci', toEc2InstanceId: 'i-2' },
  'no-place': { ...moved, code: 'no-place', explanation, meanwhile: 'stays' },
  'no-step': { ...moved, code: 'no-step', bounds },
  daemon: { ...moved, code: 'daemon' },
  alone: { ...moved, code: 'alone' },
};
const clusterOf = { clusterArn: 'arn:c', clusterName: 'Shop', instances: [instance], instanceArns: ['arn:i'] };
export const DRAIN_PLAN: DrainPlan = {
  ...clusterOf,
  moves: each(moves),
  orders: [{ serviceName: 'web', bounds, startFirst: 1, stopFirst: 1 }],
  missing: [
    { capacityProvider: 'cp', tasks: 1, moreInstances: 1, scaleOut: { isManaged: true, room: 1 }, comes: false },
    { capacityProvider: 'cp', tasks: 1, comes: false },
  ],
  verdict: 'blocked',
};
export const UNDRAIN_PLAN: Full<Omit<UndrainPlan, 'instances' | 'ending'>> & UndrainPlan = {
  ...{ ...clusterOf, instanceArns: ['arn:i'] },
  ending: [instance],
};
export const DRAIN_PROGRESS: DrainProgress = { running: { g: 1 }, stopping: 1 };
export const DRAIN_ENDS: FullByCode<DrainEnd> = {
  drained: { code: 'drained', instances: 1 },
  'timed-out': { code: 'timed-out', seconds: 1, left: DRAIN_PROGRESS, problem },
  interrupted: { code: 'interrupted', left: DRAIN_PROGRESS },
};

const resource = {
  ...{ logicalId: 'Nested/Web', type: 'Custom::Thing', physicalId: 'p', status: 'DELETE_FAILED', reason: 'r' },
  stackId: 'arn:s',
};
const obstacles: FullByCode<TeardownObstacle> = {
  'termination-protection': { code: 'termination-protection' },
  nested: { code: 'nested', root: 'Root' },
  busy: { code: 'busy', status: 'S' },
  imported: { code: 'imported', exportName: 'e', stacks: ['s'] },
  'foreign-services': { code: 'foreign-services', cluster: 'c', services: [{ serviceName: 's', stack: 's' }] },
  'foreign-instances': { code: 'foreign-instances', cluster: 'c', instances: ['i-1'] },
  'capacity-in-use': { code: 'capacity-in-use', cluster: 'c', capacityProvider: 'cp', services: ['s'] },
  'foreign-tasks': { code: 'foreign-tasks', cluster: 'c', groups: { g: 1 } },
  'group-protection': { code: 'group-protection', group: 'g' },
};
export const TEARDOWN_PLAN: Full<TeardownPlan> = {
  ...{ stackId: 'arn:s', stackName: 'Shop', status: 'S', isGone: false, withOthers: true },
  obstacles: each(obstacles),
  services: [{ clusterArn: 'arn:c/c', serviceArn: 'arn:s/s', serviceName: 's', isDeleted: 'foreign', isScaled: true }],
  ...{ clusters: ['arn:c/c'], sharedClusters: ['arn:c/d'], groups: ['g'], instances: ['i-1'] },
  ...{ retained: [resource], snapshots: [resource], failedBefore: [resource], filledRepositories: ['r'] },
};
export const TEARDOWN_WAITS: FullByCode<TeardownWait> = {
  tasks: { code: 'tasks', running: { g: 1 }, stopping: 1, unreachable: 1, complaints: ['c'] },
  instances: { code: 'instances', groups: { g: { InService: 1 } }, complaints: ['c'] },
  registrations: { code: 'registrations', clusters: { c: 1 } },
  resources: { code: 'resources', deleting: [resource], left: 1 },
};
export const TEARDOWN_ENDS: FullByCode<TeardownEnd> = {
  gone: { code: 'gone', retained: [resource] },
  failed: {
    code: 'failed',
    resources: [{ ...resource, cause: 'in-use', heldBy: [{ id: 'eni-1', description: 'd', of: 'i-1' }] }],
    reason: 'r',
  },
  'timed-out': { code: 'timed-out', seconds: 1, waiting: TEARDOWN_WAITS.tasks, problem },
  interrupted: { code: 'interrupted', waiting: TEARDOWN_WAITS.instances },
};
/** With nothing but its reason. */
export const TEARDOWN_FAILED: TeardownEnd = { code: 'failed', resources: [], reason: 'r' };

const fates: FullByCode<ImageAudit['images'][number]['fate']> = {
  kept: { code: 'kept' },
  gone: { code: 'gone' },
  archived: { code: 'archived' },
  'expires-now': { code: 'expires-now', rule: 1, action: 'expire' },
  'expires-on': { code: 'expires-on', at: '2026-01-01', rule: 1, action: 'archive' },
  'expires-unless-pulled': { code: 'expires-unless-pulled', at: '2026-01-01', rule: 1, action: 'expire' },
  'expires-after-pushes': { code: 'expires-after-pushes', pushes: 1, rule: 1, action: 'expire' },
  unknown: { code: 'unknown', rule: 1 },
};
export const AUDIT: ImageAudit = {
  ...{ region: 'eu-west-1', repositories: [{ name: 'web', images: 1, rules: 1 }], elsewhere: 1 },
  images: each(fates).map((fate) => ({ repository: 'web', image: 'v1', usedBy: ['Shop/Web'], fate })),
};
