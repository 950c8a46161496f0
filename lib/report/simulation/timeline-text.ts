import type { RolloutResult, ScenarioStep, TimelineEvent } from '../../placement';
import { eventText } from './event-text';
import type { Names } from './names';

/** One line of a timeline: everything alike that happens to one service or capacity at one time. */
export interface TimelineLine {
  readonly atSeconds: number;
  readonly text: string;
}

/** Says what happens, in order; events that are alike and happen together are one line. */
export function timelineLines(
  timeline: RolloutResult['timeline'],
  steps: readonly ScenarioStep[],
  names: Names,
): readonly TimelineLine[] {
  const lines: TimelineLine[] = [];
  for (let start = 0; start < timeline.length; ) {
    const { atSeconds } = timeline[start]!;
    let end = start;
    while (timeline[end]?.atSeconds === atSeconds) end++;
    lines.push(...together(timeline.slice(start, end), { steps, names }).map((text) => ({ atSeconds, text })));
    start = end;
  }
  return lines;
}

/** More services than this that do the same at one time are one line. */
const MOST_SERVICES = 4;

/** The lines of one moment. */
interface Told {
  readonly steps: readonly ScenarioStep[];
  readonly names: Names;
}

function together(events: readonly TimelineEvent[], told: Told): string[] {
  const groups = new Map<string, TimelineEvent[]>();
  for (const event of events) {
    const key = [event.code, subjectOf(event), detailOf(event)].join('\n');
    const group = groups.get(key);
    if (group) group.push(event);
    else groups.set(key, [event]);
  }
  const alike = new Map<string, TimelineEvent[][]>();
  for (const group of groups.values()) {
    const [first] = group;
    const key =
      'service' in first!
        ? `${first.code}\n${detailOf(first)}`
        : `${first!.code}\n${subjectOf(first!)}\n${detailOf(first!)}`;
    alike.set(key, [...(alike.get(key) ?? []), group]);
  }
  return [...alike.values()].flatMap((same): string[] => {
    const [[first]] = same as [[TimelineEvent]];
    if (same.length <= MOST_SERVICES) return same.flatMap((group) => sentence(subjectOf(group[0]!), group, told));
    return sentence('service' in first ? `${same.length} services` : '', same.flat(), told);
  });
}

function sentence(subject: string, events: readonly TimelineEvent[], { steps, names }: Told): string[] {
  const text = eventText(events, steps, names);
  if (text === undefined) return [];
  // Instances are named after their capacity.
  const [first] = events as readonly [TimelineEvent];
  if (subject === '' || 'zone' in first) return [text];
  return [`${first.code === 'scaling' ? names.provider(subject) : names.service(subject)}: ${text}`];
}

const subjectOf = (event: TimelineEvent): string => {
  if ('service' in event) return event.service;
  if (event.code === 'scaling') return event.capacityProvider;
  if (event.code === 'instance-found') return '';
  return 'capacity' in event && event.capacity !== undefined ? event.capacity : '';
};

/** What else must be the same for two events to be one line. */
function detailOf(event: TimelineEvent): string {
  switch (event.code) {
    case 'task-waiting':
      return `${event.revision} ${event.waitsFor} ${event.capacityProvider}`;
    case 'task-stopping':
      return `${event.revision} ${event.because}`;
    case 'task-failed':
      return `${event.revision} ${event.at}`;
    case 'instance-launching':
      return event.because;
    case 'deployment-started':
      return `${event.revision} ${event.kind}`;
    case 'deployment-failed':
      return `${event.revision} ${event.cause} ${event.rollsBackTo}`;
    case 'traffic':
      return String(event.percent);
    default:
      return 'revision' in event ? String(event.revision) : '';
  }
}
