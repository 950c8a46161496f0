import type { DoomedService, StackResource, TeardownPlan } from '../../../operations';
import { shortName } from '../../../operations/aws/arn';
import { nameList } from '../../name-list';
import { type Page, printable, styled } from '../../style';
import { obstacleText } from './teardown-obstacle-text';

/** What a teardown will do and what keeps it from being done, in lines. */
export function teardownPlanText(plan: TeardownPlan, page: Page): string {
  if (plan.isGone)
    return `${[printable(`Stack ${plan.stackName} is deleted already.`), ...keptText(plan)].join('\n')}\n`;
  const { stackName, services, clusters, groups, failedBefore, filledRepositories, obstacles } = plan;
  const step = (what: string, names: readonly string[]) =>
    names.length === 0 ? [] : [`  ${what} ${printable(nameList(names, 10))}`];
  const named = (chosen: (service: DoomedService) => boolean) =>
    services.filter(chosen).map(({ serviceName }) => serviceName);
  const lines = [
    printable(`Takes down stack ${stackName} (${plan.status}):`),
    ...step(
      'suspends the automatic scaling of services',
      named((one) => one.isScaled && !one.isDeleted),
    ),
    ...step(
      'sets to zero tasks, without protection from scale-in: services',
      named((one) => !one.isDeleted),
    ),
    ...step(
      'deletes, as a daemon has no count: services',
      named((one) => one.isDeleted === 'daemon'),
    ),
    ...step(
      'deletes, as a deployment that is not rolling holds both sets of tasks: services',
      named((one) => one.isDeleted === 'deployment'),
    ),
    ...step(
      'deletes, although not of this stack: services',
      named((one) => one.isDeleted === 'foreign'),
    ),
    ...step('stops tasks of no service, and deregisters instances, in clusters', clusters.map(shortName)),
    ...step('sets to zero instances, without protection, warm pool or standby: Auto Scaling groups', groups),
    '  deletes the stack',
    ...keptText(plan),
    ...(failedBefore.length > 0 ? ['Could not be deleted before:'] : []),
    ...failedBefore.map((one) =>
      printable(`  ${resourceText(one)} ${one.physicalId}: ${one.reason ?? 'no reason given'}`),
    ),
    ...filledRepositories.map((name) =>
      styled(page, 'yellow', `Will fail: repository ${printable(name)} holds images; ${emptied(name)}`),
    ),
    ...obstacles.map((one) => styled(page, 'red', `In the way: ${printable(obstacleText(one, stackName))}`)),
  ];
  return `${lines.join('\n')}\n`;
}

const emptied = (repository: string): string =>
  `delete it with them (aws ecr delete-repository --force --repository-name ${printable(repository)}), or retain it`;

/** What stays behind on purpose, in lines. */
export function keptText({ retained, snapshots }: Pick<TeardownPlan, 'retained'> & Partial<TeardownPlan>): string[] {
  const listed = (title: string, resources: readonly StackResource[] = []) =>
    resources.length === 0
      ? []
      : [title, ...resources.map((one) => printable(`  ${resourceText(one)} ${one.physicalId}`))];
  return [...listed('Stays, since the template says so:', retained), ...listed('Leaves a snapshot behind:', snapshots)];
}

/** A resource by its logical id and type. */
export const resourceText = ({ logicalId, type }: StackResource): string => printable(`${logicalId} (${type})`);
