import { hostsOf, isUnknown, type Model, type TaskDefinition, type Unknown } from '../../../template';
import { fails, HOLDS, type PreflightOutcome, unknown } from '../outcome';
import type { ImageThere } from './image-platforms';

/** What the images of a task definition must run on. */
interface Needs {
  /** Such as `linux/arm64`; none when nothing tells. */
  readonly platforms: readonly string[];
  /** Whether its tasks go nowhere else. */
  readonly complete: boolean;
  /** Why there may be others. */
  readonly open?: Unknown;
  /** What the task definition itself says that it runs on. */
  readonly declared?: string;
}

/**
 * The platforms of the instances that tasks may be placed on, else what the task definition says. ECS on EC2 does not
 * keep tasks to the architecture that their definition names, so that this alone is certain on Fargate only.
 */
function needsOf(definition: TaskDefinition, model: Model): Needs {
  const os = definition.isWindows ? 'windows' : 'linux';
  const platform = (architecture: string) => `${os}/${architecture.toLowerCase() === 'arm64' ? 'arm64' : 'amd64'}`;
  const { cpuArchitecture: own } = definition;
  if (definition.isElsewhere && definition.requiresCompatibilities.includes('FARGATE')) {
    // Fargate takes x86-64 where nothing is said.
    return isUnknown(own)
      ? { platforms: [], complete: false, open: own }
      : { platforms: [platform(own ?? 'X86_64')], complete: true };
  }
  const declared = own === undefined || isUnknown(own) ? undefined : platform(own);
  const origins = model.taskOrigins.filter((origin) => origin.definition === definition);
  const hosts = origins.flatMap((origin) => hostsOf(origin) ?? []);
  const types = hosts.flatMap((one) => (isUnknown(one) ? [] : one.capacities.map((capacity) => capacity.types)));
  const open =
    hosts.find(isUnknown) ??
    types.find(isUnknown) ??
    hosts.flatMap((one) => (isUnknown(one) ? [] : (one.others ?? [])))[0];
  const onInstances = types.flatMap((known) => (isUnknown(known) ? [] : known.map((type) => type.architecture)));
  if (onInstances.length > 0) {
    return { platforms: [...new Set(onInstances.map(platform))], complete: open === undefined, open, declared };
  }
  return { platforms: declared === undefined ? [] : [declared], complete: false, open, declared };
}

/** Whether an image runs wherever the tasks of a task definition may be placed. */
export function suits(
  { platforms: has, unreadable }: ImageThere,
  image: string,
  definition: TaskDefinition,
  model: Model,
): PreflightOutcome {
  const { platforms, complete, open, declared } = needsOf(definition, model);
  if (unreadable !== undefined) return unknown({ code: 'manifest-not-read', image, why: unreadable });
  if (has.length === 0 && platforms.length > 0) return unknown({ code: 'platform-not-told', image });
  const missing = platforms.filter((one) => !has.includes(one));
  if (missing.length > 0) {
    return complete && missing.length === platforms.length
      ? fails({ code: 'wrong-platform', image, missing, has })
      : unknown({ code: 'some-platforms', image, missing, has });
  }
  // Of instances that nobody knows the task definition is believed.
  const isBelieved = declared !== undefined && has.includes(declared);
  return open && has.length < 2 && !isBelieved ? unknown({ code: 'value', unknown: open }) : HOLDS;
}
