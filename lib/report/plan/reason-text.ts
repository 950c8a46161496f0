import type { PlacementReason, PlacementStep, RejectionCode } from '../../placement';

import { counted } from '../table';

/** What an instance lacks, or is, that refuses a task for a reason. */
const REFUSES: Readonly<Record<RejectionCode, string>> = {
  status: 'not active',
  agent: 'agent not connected',
  'capacity-provider': 'another capacity provider',
  zone: 'a zone without a subnet of the task',
  cpu: 'too little CPU',
  memory: 'too little memory',
  'tcp-ports': 'TCP port taken',
  'udp-ports': 'UDP port taken',
  'port-limit': 'too many ports',
  'network-interfaces': 'no network interface left',
  gpus: 'too few GPUs',
  'ebs-volumes': 'no EBS attachment left',
  attributes: 'an attribute missing',
  'operating-system': 'another operating system',
  architecture: 'another architecture',
  'member-of': 'a constraint that does not hold',
  'distinct-instance': 'a task of the group already there',
};

/** Why a task is on its instance, in a few short sentences. */
export const reasonText = (reason: PlacementReason): string =>
  [candidatesText(reason), ...reason.steps.map(stepText)].join(' ');

function candidatesText({ instances, candidates, refused }: PlacementReason): string {
  const whole = counted(instances, 'instance');
  if (refused.length === 0) return instances === 1 ? 'The only instance.' : `All ${whole} could take it.`;
  const why = refused.map(({ code, instances: count }) => `${REFUSES[code]}: ${count}`).join(', ');
  const who =
    candidates === 1 ? `The only one of ${whole} that could take it` : `${candidates} of ${whole} could take it`;
  return `${who} (${why}).`;
}

function stepText(step: PlacementStep): string {
  const left = step.kept > 1 ? `; ${step.kept} left` : '';
  switch (step.code) {
    case 'spread':
      return `${sharersText(step)}${left}.`;
    case 'fewest-tasks':
      return `${step.kept === 1 ? 'It' : 'Each'} had the fewest tasks of the service, ${step.tasks}${left}.`;
    case 'binpack': {
      const what = step.resource === 'cpu' ? `CPU left, ${step.free} units` : `memory left, ${step.free} MiB`;
      return `${step.kept === 1 ? 'It' : 'Each'} had the least ${what}${left}.`;
    }
    case 'random':
      return `Drawn from ${step.from}.`;
    case 'first-id':
      return `The first of ${step.from} equal ones.`;
  }
}

function sharersText({ attribute, value, tasks }: Extract<PlacementStep, { code: 'spread' }>): string {
  if (tasks === undefined) return `None has ${attribute}`;
  const fewest = `had the fewest tasks of the service, ${tasks}`;
  if (value === '') return `Instances without ${attribute} ${fewest}`;
  if (attribute !== 'ecs.availability-zone') return `${attribute}=${value} ${fewest}`;
  // A zone that is not known by name is called `zone #1`.
  return value.startsWith('zone ') ? `Z${value.slice(1)} ${fewest}` : `Zone ${value} ${fewest}`;
}
