import type { ClusterInPlan, StowedCluster, WaitingTasksInPlan } from '../../plan';
import { unknownSentence } from '../../rules';
import { rejectionText } from '../rejection-text';
import { type Page, paragraph, printable, styled } from '../style';
import { counted } from '../table';
import type { ClusterNames } from './cluster-names';

/** The tasks of a cluster that find no place, and why. */
export function waitingLines(stowed: StowedCluster, plan: ClusterInPlan, names: ClusterNames, page: Page): string[] {
  const replicas = stowed.waiting.flatMap((tasks) => {
    if (tasks.others) {
      const text = `${counted(tasks.count, 'task')} of ${names.service(tasks.service)} not drawn: ${unknownSentence(tasks.others)}`;
      return paragraph(page, printable(text), '    ', '      ');
    }
    return [
      styled(
        page,
        'red',
        `    ${printable(`${counted(tasks.count, 'task')} of ${names.service(tasks.service)} without a place`)}`,
      ),
      ...[whyNotMore(tasks, plan, names), whyNotHere(tasks), howCertain(tasks)].flatMap((text) =>
        text === undefined ? [] : paragraph(page, printable(text), '      '),
      ),
    ];
  });
  const daemons = Object.entries(stowed.waitingDaemons).map(([service, count]) =>
    styled(page, 'red', `    ${printable(names.service(service))} has no room on ${counted(count, 'instance')}`),
  );
  return [...replicas, ...daemons];
}

/** Why no instance is added for them. */
function whyNotMore(
  { capacityProvider, held }: WaitingTasksInPlan,
  { capacities }: ClusterInPlan,
  names: ClusterNames,
): string {
  if (capacityProvider === undefined) return 'They go by launch type, for which no capacity provider adds instances.';
  const capacity = capacities.find((one) => one.capacity.capacityProvider?.name === capacityProvider)?.capacity;
  const name = names.provider(capacityProvider);
  if (held === 'maximum-size') return `${name} has its maximum of ${counted(capacity?.maxInstances ?? 0, 'instance')}.`;
  if (held === 'no-type-fits') return `${name} is not scaled out for them: its smallest type cannot hold one.`;
  return `${name} has no managed scaling and keeps its size.`;
}

function whyNotHere({ explanation }: WaitingTasksInPlan): string {
  const { closest, moreInstancesHelp } = explanation;
  if (!closest) return 'There is no instance at all.';
  const reasons = closest.rejections.map(rejectionText).join('; ');
  const where = `${closest.instanceType} in ${closest.zone}`;
  const help = moreInstancesHelp ? 'An empty one would take it.' : 'An empty one like it would not take it either.';
  return `The closest instance, ${where}, refuses: ${reasons}. ${help}`;
}

function howCertain({ count, certain }: WaitingTasksInPlan): string | undefined {
  if (certain === count) return undefined;
  const whose = certain === 0 ? 'They' : `${count - certain} of them`;
  return `${whose} fit if instances register more memory, or trunk more network interfaces, than is taken here; --assume says what yours do.`;
}
