import { type CapacityInTemplate, isUnknown, type Model, Unknown } from '../../template';
import type { Outcome } from '../outcome';
import { rule } from '../rule';
import { taskFits } from './task-fit';

/** What is wrong with the machine image of a group. */
type WrongImage =
  | { problem: 'architecture'; image: string; instanceTypes: readonly string[] }
  | { problem: 'gpu-driver'; task: string; instanceTypes: readonly string[] }
  | { problem: 'no-agent'; task: null; instanceTypes: readonly string[] };

/** A machine image runs on the types of its group, has the drivers its tasks need, and an ECS agent. */
export const fitMachineImage = rule<WrongImage>({
  id: 'fit-machine-image',
  severity: 'error',
  title: 'The machine image of a group suits its instance types and its tasks',
  why: 'An image for another CPU architecture does not boot, one without the NVIDIA driver registers no GPU, and one without the ECS agent never joins the cluster.',
  remedy:
    'Use the ECS-optimized machine image for the architecture of the types, and the one for GPUs where tasks need them.',
  link: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-optimized_AMI.html',

  check: (model) =>
    model.clusters.flatMap((cluster) =>
      model.capacitiesOf(cluster).map((capacity): Outcome<WrongImage> => {
        const { resource } = capacity.source.group;
        if (isUnknown(capacity.types)) return { state: 'unknown', resource, unknowns: [capacity.types] };
        const found = problemOf(capacity, model);
        if (found === undefined) return { state: 'holds', resource };
        if (isUnknown(found)) return { state: 'unknown', resource, unknowns: [found] };
        if (resource.doubt) return { state: 'unknown', resource, unknowns: [resource.doubt] };
        return { state: 'fails', resource, facts: found };
      }),
    ),

  message: (facts) => {
    const types = facts.instanceTypes.join(', ');
    if (facts.problem === 'architecture') return `the machine image is for ${facts.image}, which ${types} cannot boot`;
    if (facts.problem === 'gpu-driver') {
      return `${facts.task} needs a GPU, and the machine image has no NVIDIA driver: ${types} registers none`;
    }
    return 'the machine image is a plain Amazon Linux one without the ECS agent, and the user data installs none: no instance joins the cluster';
  },
  fix: (facts) => {
    if (facts.problem === 'architecture')
      return 'use the ECS-optimized image for the architecture of the instance types';
    if (facts.problem === 'gpu-driver') return 'use the ECS-optimized image for GPUs';
    return 'use an ECS-optimized image';
  },
});

function problemOf(capacity: CapacityInTemplate, model: Model): WrongImage | Unknown | undefined {
  const { image, types, source } = capacity;
  if (isUnknown(types)) return types;
  const wrong = image.architecture ? types.filter(({ architecture }) => architecture !== image.architecture) : [];
  const instanceTypes = [...new Set((wrong.length > 0 ? wrong : types).map(({ name }) => name))].slice(0, 5);
  if (wrong.length > 0) {
    // An override may bring a launch template, and so an image, of its own.
    return wrong.length === types.length && !source.group.overridesLaunchTemplate
      ? { problem: 'architecture', image: image.architecture!, instanceTypes }
      : new Unknown(
          { code: 'assumption', name: `which machine image ${instanceTypes.join(', ')} boots is not known` },
          '',
        );
  }
  const task = capacity.registersGpus ? undefined : gpuTask(capacity, model);
  if (task) return { problem: 'gpu-driver', task, instanceTypes };
  // Whatever never joins a cluster that runs nothing fails nobody.
  if (image.family !== 'custom' || !isAskedFor(capacity, model)) return undefined;
  const installs = installsAgent(source.group.launch?.userDataText);
  if (installs === undefined) return undefined;
  return installs ? undefined : { problem: 'no-agent', task: null, instanceTypes };
}

/** A task that must run on the capacity and needs a GPU. */
const gpuTask = (capacity: CapacityInTemplate, model: Model): string | undefined =>
  taskFits(model).find(
    ({ origin: { demand }, target }) =>
      target.unknown === undefined &&
      target.capacities.every((one) => one === capacity) &&
      (demand?.gpus === 'all' || (typeof demand?.gpus === 'number' && demand.gpus > 0)),
  )?.origin.name;

/** Whether any task may have to run on the capacity. */
const isAskedFor = (capacity: CapacityInTemplate, model: Model): boolean =>
  taskFits(model).some(({ target }) => target.capacities.includes(capacity));

/** Anything that may bring the agent counts, a script from elsewhere included; undefined when nothing is known. */
const installsAgent = (text: string | undefined): boolean | undefined =>
  text === undefined
    ? undefined
    : /ecs|docker|cfn-init|curl|wget|aws s3|ansible|salt|chef|puppet|git|ssm|source |bash -c/i.test(
        text.replace(/ECS_CLUSTER=\S*|\/etc\/ecs\S*/g, ''),
      );
