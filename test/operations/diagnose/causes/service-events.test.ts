import { currentEvents } from '../../../../lib/operations/diagnose/causes/service/current-events';
import { arn } from '../../test-clients';
import {
  causes,
  clock,
  codes,
  healthy,
  instance,
  instancesAre,
  lacking,
  minutesAgo,
  service,
  servicesAre,
  task,
  tasksAre,
} from '../stage';

beforeEach(() => {
  healthy();
  // There is room for another task.
  instancesAre({ ...instance, remainingResources: instance.registeredResources! });
  tasksAre('RUNNING');
});

/** The service lacks the one task that it should run. */
const short = { ...service, runningCount: 0, deployments: [{ ...service.deployments![0]!, runningCount: 0 }] };

const event = (message: string, minutes = 1) => ({ id: message, createdAt: minutesAgo(minutes), message });

/** Events as ECS words them; beside each, where it was seen. */
test.each<[string, string, object]>([
  [
    'aws-modern-application-workshop#149',
    "service Web failed to launch a task with (error ECS was unable to assume the role 'arn:aws:iam::111122223333:role/web' that was provided for this task.).",
    { code: 'launch-refused', why: { code: 'role-not-assumed', role: 'arn:aws:iam::111122223333:role/web' } },
  ],
  [
    'by find_string',
    '(service Web) was unable to place a task. Reason: CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref docker.io/library/web:latest: pull access denied, repository does not exist or may require authorization',
    { code: 'launch-refused', why: { code: 'image-not-pulled', why: 'not-found' } },
  ],
  [
    'by find_string',
    'service Web was unable to place a task. Reason: Fetching secret data from SSM Parameter Store in eu-west-1: invalid parameters: /web/KEY.',
    { code: 'launch-refused', why: { code: 'secret-missing', secret: '/web/KEY' } },
  ],
  [
    'docs: service-event-messages',
    "service Web was unable to place a task. Reason: You've reached the limit on the number of tasks you can run concurrently",
    { code: 'launch-refused' },
  ],
  [
    'aws-app-mesh-examples#342',
    'service Web was unable to place a task because no container instance met all of its requirements. The closest matching container-instance acf43593 encountered error "RESOURCE:ENI". For more information, see the Troubleshooting section.',
    { code: 'placement-refused' },
  ],
  [
    'amazon-scalable-infra-discord-diffusion#3',
    'service Web was unable to place a task because no container instance met all of its requirements. Reason: No Container Instances were found in your cluster.',
    { code: 'placement-refused' },
  ],
  [
    'pulumi-cloud#454',
    'service Web was unable to place a task because no container instance met all of its requirements. The closest matching container-instance 333ba941 is missing an attribute required by your task.',
    { code: 'placement-refused' },
  ],
  [
    'docs: service-event-messages',
    '(service Web) is unable to consistently start tasks successfully. For more information, see the Troubleshooting section.',
    { code: 'starts-slowed' },
  ],
  [
    'docs: service-event-messages',
    'service Web operations are being throttled. Will try again later.',
    { code: 'scheduler-throttled' },
  ],
])('%s: %s', async (_, message, expected) => {
  servicesAre({ ...short, events: [event(message)] });
  expect(await causes()).toEqual([{ service: 'Web', event: message, at: minutesAgo(1).toISOString(), ...expected }]);
});

const refused = 'service Web was unable to place a task because no container instance met all of its requirements.';

test.each<[string, object]>([
  ['a task has started since', { events: [event('(service Web) has started 1 tasks: (task t9).'), event(refused, 2)] }],
  [
    'the service has been steady since',
    { events: [event('(service Web) has reached a steady state.'), event(refused, 2)] },
  ],
  ['it was hours ago', { events: [event(refused, 400)] }],
  ['the service lacks none', { runningCount: 1, events: [event(refused)] }],
  ['it is being deleted', { status: 'DRAINING', desiredCount: 0, events: [event(refused)] }],
])('an event says nothing of now where %s', async (_, more) => {
  servicesAre({ ...short, ...more });
  expect(await codes()).not.toContain('placement-refused');
});

test('where the engine sees why, the event is evidence and no cause of its own', async () => {
  instancesAre(instance);
  tasksAre('RUNNING', task);
  servicesAre({ ...lacking, events: [event(refused)] });
  expect(await causes()).toEqual([expect.objectContaining({ code: 'unplaceable', event: refused })]);
});

test('events are read newest first, in whichever order they come', () => {
  const events = [event('old', 3), event('(service Web) has reached a steady state.', 2), event('new', 1)];
  const found = { ...service, serviceArn: arn.service('Web'), serviceName: 'Web', events };
  expect(currentEvents(found, clock.now()).map(({ message }) => message)).toEqual(['new']);
});

test('a deployment that ECS says its bounds hold', async () => {
  const [primary] = service.deployments!;
  const message =
    'service Web was unable to stop or start tasks during a deployment because of the service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again.';
  const deploying = {
    ...service,
    events: [event(message)],
    deployments: [
      { ...primary!, id: 'ecs-svc/2', rolloutState: 'IN_PROGRESS' as const, runningCount: 0 },
      { ...primary!, status: 'ACTIVE' },
    ],
  };
  tasksAre('RUNNING', task);
  servicesAre(deploying);
  expect(await codes()).toContain('deployment-forbidden');
  servicesAre({ ...deploying, deploymentController: { type: 'CODE_DEPLOY' } });
  expect(await codes()).not.toContain('deployment-forbidden');
});

test('the events of a service that is being deleted say nothing of its tasks', async () => {
  const slowed = '(service Web) is unable to consistently start tasks successfully.';
  servicesAre({ ...short, status: 'DRAINING', events: [event(slowed)] });
  expect(await codes()).not.toContain('starts-slowed');
});
