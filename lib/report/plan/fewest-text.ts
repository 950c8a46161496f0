import type { BoundedPacking } from '../../placement';
import type { ClusterInPlan, Fewest, StowedCluster } from '../../plan';
import type { ClusterNames } from './cluster-names';

/** How few instances of each group would do, at the desired counts and at the maxima. */
export function fewestTexts({ desired, peak }: ClusterInPlan, names: ClusterNames): string[] {
  const texts = (when: string, { fewest }: StowedCluster) =>
    fewest.map((one) => `${names.capacity(one.capacity)}${when}: ${fewestText(one)}`);
  return [...texts('', desired), ...(peak === desired ? [] : texts(', at the maxima', peak))];
}

/** How few instances would do in place of those of the plan, in one sentence. */
export function fewestText({ instanceType, present, minInstances, relaxed, answer, spread }: Fewest): string {
  if (answer.code === 'impossible') {
    return `no number of ${instanceType} holds ${answer.services.map(({ service }) => service).join(', ')}`;
  }
  if (answer.instances === 0) return `${present} ${instanceType}, with no tasks of services`;
  const open = relaxed ? ', constraints on other tasks aside' : '';
  const floor = present === minInstances && present > answer.instances ? ' (the minimum size)' : '';
  const even =
    spread?.answer.code === 'bounded' && spread.answer.instances !== answer.instances
      ? `; ${spread.answer.instances} to keep each service even over ${spread.zones} zones`
      : '';
  const here = `${present} ${instanceType}${floor}`;
  const needed = Math.ceil(answer.lowerBound);
  if (needed > present) return `${here}; all tasks need ${exactly(answer)}${open}${even}`;
  if (needed === present) return `${here}; fewer cannot hold the tasks (proved)${even}`;
  if (answer.instances >= present) return `${here}; whether ${needed} would do is not known${open}${even}`;
  return `${here}; ${exactly(answer)} would do${open}${even}`;
}

const exactly = ({ instances, optimal, lowerBound }: BoundedPacking): string =>
  optimal ? `${instances} (proved the fewest)` : `${instances} (${Math.ceil(lowerBound)} at least)`;
