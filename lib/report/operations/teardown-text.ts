import type { StackResource, TeardownEnd, TeardownObstacle, TeardownPlan, TeardownWait } from '../../operations';
import { duration } from '../clock';
import { nameList } from '../name-list';
import { type Page, printable, styled } from '../style';
import { counted } from '../table';

/** What a teardown will do and what keeps it from being done, in lines. */
export function teardownPlanText(plan: TeardownPlan, page: Page): string {
  const { stackName, services, clusters, groups, retained, obstacles } = plan;
  if (plan.isGone) return `${printable(`Stack ${stackName} is deleted already.`)}\n`;
  const named = (isDeleted: boolean) =>
    services.filter((one) => one.isDeleted === isDeleted).map(({ serviceName }) => serviceName);
  const step = (what: string, names: readonly string[]) =>
    names.length === 0 ? [] : [printable(`  ${what} ${nameList(names, 10)}`)];
  const lines = [
    printable(`Takes down stack ${stackName}:`),
    ...step('sets to zero tasks, without protection: services', named(false)),
    ...step('deletes, being daemons or scaled automatically: services', named(true)),
    ...step(
      'stops the tasks of no service in: clusters',
      clusters.map((arn) => arn.slice(arn.lastIndexOf('/') + 1)),
    ),
    ...step('sets to zero instances, without protection: Auto Scaling groups', groups),
    '  deletes the stack',
    ...(retained.length === 0 ? [] : ['Stays, or leaves a snapshot, since the template says so:']),
    ...retained.map(({ logicalId, type, physicalId }) => printable(`  ${logicalId} (${type}) ${physicalId}`)),
    ...obstacles.map((one) => styled(page, 'red', `In the way: ${printable(obstacleText(one))}`)),
  ];
  return `${lines.join('\n')}\n`;
}

function obstacleText(obstacle: TeardownObstacle): string {
  switch (obstacle.code) {
    case 'termination-protection':
      return 'its termination protection; take it off (aws cloudformation update-termination-protection)';
    case 'busy':
      return `it is ${obstacle.status}; wait until that has ended`;
    case 'imported':
      return `${nameList(obstacle.stacks)} ${obstacle.stacks.length === 1 ? 'uses' : 'use'} its export ${obstacle.exportName}; take down what uses it first`;
    case 'foreign-services':
      return `${nameList(obstacle.services)} of another stack ${obstacle.services.length === 1 ? 'runs' : 'run'} in cluster ${obstacle.cluster}; take down that first`;
  }
}

/** What it waits for, in one line. */
export const teardownWaitText = (waiting: TeardownWait): string => printable(waitWords(waiting));

function waitWords(waiting: TeardownWait): string {
  switch (waiting.code) {
    case 'tasks':
      return `waits for ${nameList(
        amounts(waiting.tasks, (count, name) => `${counted(count, 'task')} of ${name}`),
        10,
      )}`;
    case 'instances':
      return `waits for ${nameList(
        Object.entries(waiting.groups).map(
          ([name, states]) =>
            `instances of ${name} (${amounts(states, (count, state) => `${count} ${state}`).join(', ')})`,
        ),
        10,
      )}`;
    case 'resources':
      return waiting.resources.length === 0
        ? 'waits for CloudFormation'
        : `waits for CloudFormation to delete ${nameList(waiting.resources.map(resourceText), 10)}`;
  }
}

const amounts = (counts: Readonly<Record<string, number>>, text: (count: number, name: string) => string) =>
  Object.entries(counts).map(([name, count]) => text(count, name));

const resourceText = ({ logicalId, type }: StackResource): string => `${logicalId} (${type})`;

/** How it ended, in lines. */
export function teardownEndText(end: TeardownEnd, page: Page): string {
  switch (end.code) {
    case 'gone':
      return styled(page, 'green', 'the stack is deleted');
    case 'failed': {
      const resources = end.resources.map(
        (one) => `\n  ${printable(`${resourceText(one)}: ${one.reason ?? 'no reason given'}`)}`,
      );
      const reason = end.reason && resources.length === 0 ? `: ${printable(end.reason)}` : '';
      return `${styled(page, 'red', `CloudFormation could not delete all${reason}`)}${resources.join('')}\nMend this and repeat the command; it goes on where it was.`;
    }
    case 'timed-out':
      return styled(
        page,
        'yellow',
        `not taken down after ${duration(end.seconds)}: ${teardownWaitText(end.waiting)}; repeat the command to go on`,
      );
    case 'interrupted':
      return styled(page, 'yellow', 'stopped between two steps; repeat the command to go on');
  }
}
