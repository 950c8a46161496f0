import { isUnknown, Unknown } from '../../template';
import type { Outcome } from '../outcome';
import { rule } from '../rule';
import { taskFits } from './task-fit';

/** A task for one architecture and instances of another. */
type Mismatch = { where: string; required: string; actual: string; instanceTypes: readonly string[] };

/** The CPU architecture that a task definition names is that of the instances. */
export const fitArchitecture = rule<Mismatch>({
  id: 'fit-architecture',
  severity: 'error',
  title: 'The CPU architecture of a task is that of the instances it may run on',
  why: 'ECS does not look at the architecture when it places a task on EC2. On an instance of another one the container stops with "exec format error".',
  remedy:
    'Launch instance types of the architecture that the task definition names, or build the image for theirs and say so in RuntimePlatform.',
  link: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html',

  check: (model) =>
    taskFits(model).flatMap(({ origin, target, optimistic }): Outcome<Mismatch>[] => {
      const { resource, demand } = origin;
      const required = demand?.cpuArchitecture;
      if (required === undefined) return [];
      if (isUnknown(required)) return [{ state: 'unknown', resource, unknowns: [required] }];
      if (optimistic.code === 'unknown') return [{ state: 'unknown', resource, unknowns: [optimistic.unknown] }];
      const types = target.capacities.flatMap((capacity) => (isUnknown(capacity.types) ? [] : capacity.types));
      const wrong = types.filter(({ architecture }) => architecture !== required);
      if (wrong.length === 0) return [{ state: 'holds', resource }];
      const doubt = target.unknown ?? resource.doubt;
      if (wrong.length === types.length && !doubt) {
        const instanceTypes = [...new Set(wrong.map(({ name }) => name))].slice(0, 5);
        return [
          {
            state: 'fails',
            resource,
            facts: { where: target.name, required, actual: wrong[0]!.architecture, instanceTypes },
          },
        ];
      }
      // A constraint may keep tasks away from the instances of the other architecture.
      if (optimistic.code === 'fits' && !isUnknown(origin.constraints) && origin.constraints.length > 0) {
        return [{ state: 'holds', resource }];
      }
      return [{ state: 'unknown', resource, unknowns: [doubt ?? MIXED] }];
    }),

  message: ({ where, required, actual, instanceTypes }) =>
    `a task is for ${required}, and ${where} launches only ${actual} (${instanceTypes.join(', ')})`,
  fix: ({ required, actual }) =>
    `launch instance types for ${required}, or set RuntimePlatform.CpuArchitecture to ${actual === 'arm64' ? 'ARM64' : 'X86_64'} if the image is built for it`,
});

const MIXED = new Unknown(
  { code: 'assumption', name: 'there are instances of both architectures, and ECS may choose either' },
  '',
);
