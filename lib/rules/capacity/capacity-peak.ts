import { rule } from '../rule';
import { capacityOutcomes, type TooSmall } from './capacity-desired';

/** The scaling maxima fit the instances that groups may have. */
export const capacityPeak = rule<TooSmall>({
  id: 'capacity-peak',
  severity: 'warning',
  title: 'The most tasks that services may scale to fit the instances that may be launched',
  why: 'Service auto scaling asks for tasks for which no instance can be launched: the service stays smaller than its load wants.',
  remedy: 'Raise the maximum size of the group, or lower the scaling maximum of services.',
  link: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html',
  check: (model) => {
    const already = new Set(
      capacityOutcomes(model, 'desired').flatMap(({ state, resource }) => (state === 'fails' ? [resource] : [])),
    );
    return capacityOutcomes(model, 'maximum').filter(({ resource }) => !already.has(resource));
  },
  message: ({ where, tasks, needed, maxInstances }) =>
    `at their scaling maxima, ${tasks} tasks of ${where} need at least ${needed} instances, and it may have ${maxInstances}`,
  fix: ({ needed, maxInstances }) =>
    `raise MaxSize from ${maxInstances} to at least ${needed}, or scale to fewer tasks`,
});
