import type { Service, StandaloneTask } from '../placement';
import type { ClusterInTemplate, TaskOrigin } from '../template';
import { countOf } from './hourly-cost';
import { type GrowingCapacity, type Settled, settle } from './settle';

/** A job, whose tasks come and go, and what one run of it needs beside the services at their desired counts. */
export interface JobInPlan {
  readonly source: TaskOrigin;
  readonly task: StandaloneTask;
  /** Instances that managed scaling adds for the run, by capacity; none where there is room. */
  readonly addedInstances: Readonly<Record<string, number>>;
  /** Tasks of the run that find no place even so. */
  readonly waiting: number;
}

/** Asks for each job alone what a run would need. */
export const jobsOf = (
  { cluster, standaloneTasks }: ClusterInTemplate,
  growing: readonly GrowingCapacity[],
  atRest: Settled,
): readonly JobInPlan[] =>
  [...standaloneTasks].map(([task, source]) => {
    const run: Service = {
      ...task,
      name: task.group,
      daemon: false,
      desiredCount: task.count,
      minimumHealthyPercent: 100,
      maximumPercent: 200,
      deployment: 'rolling',
    };
    const after = settle({ ...cluster, services: [...cluster.services, run] }, growing, atRest.instances);
    const added = growing.flatMap(({ capacity: { name } }) => {
      const more = countOf(name, after.instances) - countOf(name, atRest.instances);
      return more > 0 ? [[name, more] as const] : [];
    });
    return {
      source,
      task,
      addedInstances: Object.fromEntries(added),
      waiting: after.unplaced
        .filter(({ service }) => service === task.group)
        .reduce((sum, { count }) => sum + count, 0),
    };
  });
