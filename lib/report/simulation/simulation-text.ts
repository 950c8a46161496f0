import { isInTrouble, type JudgedRollout, type JudgedService, SCENARIOS, type Simulation } from '../../simulation';
import { clock, duration } from '../clock';
import { type Page, paragraph, printable, type Style, styled } from '../style';
import { columns } from '../table';
import { type Names, namesIn } from './names';
import {
  bestLines,
  calledToo,
  healthyText,
  leftOutLines,
  NOT_APPLICABLE,
  OUTCOMES,
  timeText,
  undecidedLines,
  whyText,
} from './simulation-words';
import { stuckText } from './stuck-text';
import { type TimelineLine, timelineLines } from './timeline-text';

/** How much of a simulation is shown. */
export interface SimulationTextOptions {
  /** Whether every service and every line of the timeline is shown, however many there are. */
  readonly full: boolean;
}

/** Simulations for people: for each the verdict, every service's part, where it is stuck and why, and the timeline. */
export function simulationText(simulations: readonly Simulation[], page: Page, options: SimulationTextOptions): string {
  if (simulations.length === 0) return 'Nothing to simulate: no service runs on instances of a cluster.\n';
  return `${simulations.map((one) => lines(one, page, options).join('\n')).join('\n\n')}\n`;
}

const HEADINGS: Readonly<Record<Simulation['state'], readonly [string, Style]>> = {
  finishes: ['FINISHES', 'blue'],
  fails: ['FAILS', 'red'],
  unknown: ['UNKNOWN', 'grey'],
  'does-not-apply': ['DOES NOT APPLY', 'grey'],
};

function lines(simulation: Simulation, page: Page, options: SimulationTextOptions): string[] {
  const [word, style] = HEADINGS[simulation.state];
  const zone = simulation.zone === undefined ? '' : ` of ${simulation.zone}`;
  const title = `${word} ${simulation.scenario}${zone} in the cluster ${simulation.cluster.source.name}: ${SCENARIOS[simulation.scenario].title}`;
  const [first, ...rest] = paragraph(page, printable(title), '', '  ');
  return [styled(page, style, word) + first!.slice(word.length), ...rest, ...body(simulation, page, options)];
}

function body(simulation: Simulation, page: Page, options: SimulationTextOptions): string[] {
  if (simulation.state === 'does-not-apply') return paragraph(page, NOT_APPLICABLE[simulation.because], '  ');
  if ('undecided' in simulation) {
    return [
      ...paragraph(page, 'Cannot be simulated before deployment:', '  '),
      ...undecidedLines(simulation.undecided).flatMap((line) => paragraph(page, printable(line), '  - ', '    ')),
    ];
  }
  const { careful } = simulation;
  const names = namesIn(simulation.cluster);
  const field = (name: string, text: string) =>
    paragraph(page, printable(text), `  ${name.padEnd(11)}`, ' '.repeat(13));
  return [
    ...(careful.fails ? field('Why', whyText(careful.services, names)) : []),
    ...field('Time', timeText(careful)),
    ...field('Instances', `${careful.peakInstances} at most at once, ${careful.finalInstances} at the end`),
    ...bestLines(simulation).flatMap((text) => field('At best', text)),
    ...careful.oscillations.flatMap(({ capacityProvider, low, high, periodSeconds }) =>
      field(
        'Swings',
        `${names.provider(capacityProvider)} goes from ${low} to ${high} instances and back every ${duration(periodSeconds)}`,
      ),
    ),
    ...('doubts' in simulation ? undecidedLines(simulation.doubts).flatMap((text) => field('Open', text)) : []),
    ...undecidedLines(simulation.assumed).flatMap((text) => field('Assumed', text)),
    ...leftOutLines(simulation).flatMap((text) => field('Left out', text)),
    '',
    ...serviceTable(careful.services, names, page, options),
    ...stuckBlocks(simulation, careful.services, page, options),
    '',
    ...timeline(careful, simulation, page, options),
  ];
}

/** Services beyond this many are counted, those in trouble first. */
const MOST_SERVICES = 20;

function serviceTable(
  services: readonly JudgedService[],
  names: Names,
  page: Page,
  { full }: SimulationTextOptions,
): string[] {
  const sorted = [...services].sort((left, right) => Number(isInTrouble(right)) - Number(isInTrouble(left)));
  const shown = full ? services : services.length > MOST_SERVICES ? sorted.slice(0, MOST_SERVICES) : services;
  const rows = shown.map((one) => [
    OUTCOMES[one.outcome.code],
    one.outcome.code === 'stuck' ? 'never' : clock(one.endedAtSeconds),
    healthyText(one),
    String(one.peakTasks),
    printable(calledToo(names.service(one.name), one.name)),
  ]);
  const table = columns([['Outcome', 'At rest', 'Fewest healthy', 'Most tasks', 'Service'], ...rows]);
  const [head, ...others] = table.map((line) => fitted(`  ${line}`, page));
  const hidden = sorted.slice(shown.length);
  const rest = hidden.some(isInTrouble)
    ? 'more, some of them in trouble'
    : 'more, steady and never below their minimum';
  return [
    styled(page, 'grey', head!),
    ...others.map((line, index) => (isInTrouble(shown[index]!) ? styled(page, 'red', line) : line)),
    ...(hidden.length > 0 ? [`  … ${hidden.length} ${rest} (--full shows them)`] : []),
  ];
}

const fitted = (line: string, { width }: Page): string =>
  width !== undefined && line.length > width ? `${line.slice(0, width - 1)}…` : line;

/** Stuck services beyond this many are counted: one that is stuck keeps others waiting. */
const MOST_STUCK = 5;

function stuckBlocks(
  simulation: Simulation,
  services: readonly JudgedService[],
  page: Page,
  { full }: SimulationTextOptions,
): string[] {
  const blocks = services.map((one) => stuckBlock(one, simulation, page)).filter((block) => block.length > 0);
  const shown = full ? blocks : blocks.slice(0, MOST_STUCK);
  const hidden = blocks.length - shown.length;
  return [...shown.flat(), ...(hidden > 0 ? ['', `  … ${hidden} more are stuck (--full shows them)`] : [])];
}

/** The step at which a service is stuck, or at which it was given up for want of room. */
function stuckBlock({ name, outcome }: JudgedService, simulation: Simulation, page: Page): string[] {
  const stuck = 'stuck' in outcome ? outcome.stuck : undefined;
  const service = simulation.cluster.cluster.services.find((one) => one.name === name);
  if (!stuck || !service) return [];
  const names = namesIn(simulation.cluster);
  const { step, reasons, fix } = stuckText(stuck, service, names);
  const title = `${outcome.code === 'stuck' ? 'Stuck' : 'Given up'} at ${clock(stuck.atSeconds)}: ${printable(names.service(name))}`;
  return [
    '',
    ...paragraph(page, title, '  ', '    ').map((line) => styled(page, 'red', line)),
    ...paragraph(page, printable(step), '    '),
    ...reasons.flatMap((reason) => paragraph(page, printable(reason), '    - ', '      ')),
    ...paragraph(page, printable(`Fix: ${fix}`), '    ', '         '),
  ];
}

/** Lines of a timeline that are shown at its begin and end when there are more. */
const [FIRST, LAST] = [30, 10];

/** Fewer lines than this are not worth hiding. */
const FEWEST_HIDDEN = 5;

function timeline(
  rollout: JudgedRollout,
  { cluster }: Simulation,
  page: Page,
  { full }: SimulationTextOptions,
): string[] {
  const all = timelineLines(rollout.timeline, rollout.steps, namesIn(cluster));
  const width = Math.max(...all.map(({ atSeconds }) => clock(atSeconds).length), 4);
  const line = ({ atSeconds, text }: TimelineLine, before?: TimelineLine) => {
    const time = before?.atSeconds === atSeconds ? '' : clock(atSeconds);
    return paragraph(page, printable(text), `  ${time.padStart(width)}  `, ' '.repeat(width + 6));
  };
  const written = (some: readonly TimelineLine[]) => some.flatMap((one, index) => line(one, some[index - 1]));
  const hidden = all.length - FIRST - LAST;
  if (full || hidden < FEWEST_HIDDEN) return written(all);
  return [
    ...written(all.slice(0, FIRST)),
    `  ${' '.repeat(width)}  … ${hidden} more lines (--full shows them)`,
    ...written(all.slice(-LAST)),
  ];
}
