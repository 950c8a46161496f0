import { hostsOf, isUnknown, type Model, type TaskOrigin, Unknown } from '../../template';
import type { Outcome } from '../outcome';
import { rule } from '../rule';
import { architectureOfImage } from './image-platform';

type Facts = {
  container: string;
  image: string;
  builtFor: string;
  instances: string;
  instanceTypes: readonly string[];
};

/** Images run on the processors of the instances. */
export const imageArchitecture = rule<Facts>({
  id: 'image-architecture',
  severity: 'error',
  title: 'Every image is built for the CPU architecture of the instances that run it',
  why: 'On an instance of another architecture the container stops at once with "exec format error". ECS does not look at the image when it places a task.',
  remedy:
    'Build the image for the architecture of the instances (or for both), or launch instance types of the one that it is built for.',
  link: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-arm64.html',

  check: (model) => model.taskOrigins.flatMap((origin) => outcomesOf(origin, model)),

  message: ({ container, image, builtFor, instances, instanceTypes }) =>
    `the image ${image} of the container ${container} is built for ${builtFor}, and the tasks run only on ${instances} (${instanceTypes.join(', ')})`,

  fix: ({ container, builtFor, instances }) =>
    `build the image of ${container} for linux/${instances === 'arm64' ? 'arm64' : 'amd64'}, or launch instance types for ${builtFor}`,
});

function outcomesOf(origin: TaskOrigin, model: Model): Outcome<Facts>[] {
  const { definition, resource, constraints } = origin;
  const hosts = hostsOf(origin);
  if (!definition || definition.isElsewhere || definition.isWindows || hosts === undefined) return [];
  return definition.containers.flatMap((container): Outcome<Facts>[] => {
    const image = model.imageOf(container);
    const builtFor = architectureOfImage(image, definition.resource);
    if (builtFor === undefined) return [];
    const unknown = (why: Unknown): Outcome<Facts>[] => [{ state: 'unknown', resource, unknowns: [why] }];
    if (isUnknown(hosts)) return unknown(hosts);
    const open = hosts.capacities.map(({ types }) => types).find(isUnknown) ?? hosts.others;
    const types = hosts.capacities.flatMap((capacity) => (isUnknown(capacity.types) ? [] : capacity.types));
    const wrong = types.filter(({ architecture }) => architecture !== builtFor);
    if (open) return unknown(open);
    if (wrong.length === 0) return types.length === 0 ? [] : [{ state: 'holds', resource }];
    if (wrong.length < types.length) {
      // A constraint may keep the tasks away from the instances of the other architecture.
      const constrained = !isUnknown(constraints) && constraints.length > 0;
      return constrained ? [{ state: 'holds', resource }] : unknown(MIXED);
    }
    const instanceTypes = [...new Set(wrong.map(({ name }) => name))].slice(0, 5);
    const facts = { image: image.address, builtFor, instances: wrong[0]!.architecture, instanceTypes };
    return [{ state: 'fails', resource, facts: { container: container.name, ...facts } }];
  });
}

const MIXED = new Unknown(
  { code: 'assumption', name: 'there are instances of both architectures, and ECS may choose either' },
  '',
);
