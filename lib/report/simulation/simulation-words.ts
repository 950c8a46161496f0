import type { RolloutResult, ServiceOutcome } from '../../placement';
import { unknownSentence } from '../../rules';
import type { JudgedService, NotApplicable, Simulation, Undecided } from '../../simulation';
import { duration } from '../clock';
import { nameList } from '../name-list';
import { counted } from '../table';
import type { Names } from './names';

/** Why a scenario has nothing to do with a cluster, in words. */
export const NOT_APPLICABLE: Readonly<Record<NotApplicable, string>> = {
  'no-services': 'The cluster has no service on instances.',
  'other-controller': 'Another controller than ECS makes the deployments of its services.',
  'no-scaling': 'No service has another scaling maximum than its desired count.',
  'no-spot': 'No capacity of the cluster is bought as spot instances only.',
  'no-instances': 'The cluster starts without instances.',
};

/** Gaps of one reason together. */
export function undecidedLines(all: readonly Undecided[]): string[] {
  const byReason = new Map<string, string[]>();
  for (const { where, figure, unknown } of all) {
    const reason = unknownSentence(unknown);
    byReason.set(reason, [...(byReason.get(reason) ?? []), `${figure} of ${where}`]);
  }
  return [...byReason].map(([reason, figures]) => `${nameList([...new Set(figures)], 4)}: ${reason}`);
}

/** What makes it a failure, counted. */
export function whyText(services: readonly JudgedService[], names: Names): string {
  const parts = ENDS.flatMap(([code, words]) => {
    const ended = services.filter(({ outcome }) => outcome.code === code).map(({ name }) => names.service(name));
    return ended.length === 0 ? [] : [`${nameList(ended)} ${ended.length === 1 ? 'is' : 'are'} ${words}`];
  });
  const below = services.filter(({ belowMinimum }) => belowMinimum).map(({ name }) => names.service(name));
  const falls = `${nameList(below)} ${below.length === 1 ? 'falls' : 'fall'} below the minimum healthy percent`;
  return [...parts, ...(below.length === 0 ? [] : [falls])].join('; ');
}

const ENDS = [
  ['stuck', 'stuck'],
  ['failed', 'given up'],
  ['rolled-back', 'rolled back'],
] as const satisfies readonly (readonly [ServiceOutcome['code'], string])[];

/** How long it takes. */
export function timeText({ outcome, finishedAtSeconds }: RolloutResult): string {
  const time = duration(finishedAtSeconds);
  return outcome === 'stuck'
    ? `never finishes; nothing moves after ${time}`
    : `${time} until the last service is at rest`;
}

/** What is different where instances register as much as they may. */
export function bestLines(simulation: Simulation): string[] {
  if (!('careful' in simulation)) return [];
  const { careful, favourable, state } = simulation;
  const best = `${counted(favourable.peakInstances, 'instance')} at most, ${timeText(favourable)}`;
  if (state === 'unknown' && !favourable.fails) {
    return [
      `finishes, with ${best}; it hangs on how much memory and how many network interfaces instances register: measure ` +
        'it and give --assume memory-overhead=PERCENT, --assume trunking=on or off',
    ];
  }
  const same =
    careful.peakInstances === favourable.peakInstances && careful.finishedAtSeconds === favourable.finishedAtSeconds;
  return same ? [] : [`${best}, where instances register as much as they may`];
}

/** What takes no part. */
export function leftOutLines({ cluster }: Simulation): string[] {
  const tasks = cluster.cluster.standaloneTasks;
  return [
    ...(cluster.elsewhere.length > 0
      ? [`${counted(cluster.elsewhere.length, 'service or job', 'services and jobs')} that run elsewhere`]
      : []),
    ...(tasks.length > 0 ? [`${counted(tasks.length, 'job')}, whose tasks take room while they run`] : []),
  ];
}

/** How a service's part ended, in words. */
export const OUTCOMES: Readonly<Record<ServiceOutcome['code'], string>> = {
  steady: 'steady',
  'rolled-back': 'rolled back',
  failed: 'given up',
  stuck: 'STUCK',
};

/** A name, with the other one where they differ. */
export const calledToo = (name: string, other: string): string => (name === other ? name : `${name} (${other})`);

/** The fewest healthy tasks, with what was promised. */
export function healthyText({ lowestHealthy, minimumHealthy, belowMinimum }: JudgedService): string {
  if (minimumHealthy === undefined) return String(lowestHealthy);
  return belowMinimum ? `${lowestHealthy}, BELOW ${minimumHealthy}` : `${lowestHealthy} (at least ${minimumHealthy})`;
}
