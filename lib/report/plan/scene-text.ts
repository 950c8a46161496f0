import { holdingTasks } from '../../placement';
import type { ClusterInPlan, StowedCluster } from '../../plan';
import { counted } from '../table';

/** A cluster at the counts that are drawn; once if nothing scales. */
export function stowedScenes({ desired, peak }: ClusterInPlan): { when: string; stowed: StowedCluster }[] {
  const first = { when: 'At the desired counts', stowed: desired };
  return peak === desired ? [first] : [first, { when: 'At the scaling maxima', stowed: peak }];
}

/** How much a drawing holds. */
export function sceneText({ instances, waiting }: StowedCluster): string {
  const tasks = instances.reduce((sum, one) => sum + holdingTasks(one).length, 0);
  const without = waiting.reduce((sum, { count, others }) => sum + (others ? 0 : count), 0);
  const text = `${counted(tasks, 'task')} on ${counted(instances.length, 'instance')}`;
  return without === 0 ? text : `${text}, ${without} without a place`;
}
