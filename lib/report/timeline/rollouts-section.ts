import type { Rollouts, Simulation } from '../../simulation';
import { escaped } from '../page/html';
import { namesIn } from '../simulation/names';
import { NOT_APPLICABLE, timeText, undecidedLines, whyText } from '../simulation/simulation-words';
import { timelineSection } from './timeline-section';
import { verdict } from './verdict';

const ORDER: readonly Simulation['state'][] = ['fails', 'unknown', 'finishes', 'does-not-apply'];

/**
 * The rollouts of single services as parts of a larger page, each closed until it is asked for; those that fail first,
 * and open if there are few. Needs `TIMELINE_STYLE` and `TIMELINE_SCRIPT` in the page.
 * @param id unique in the page, of letters, digits and hyphens
 */
export function rolloutsSection({ simulations, leftOut }: Rollouts, id: string): string {
  const sorted = [...simulations].sort((left, right) => ORDER.indexOf(left.state) - ORDER.indexOf(right.state));
  const failing = simulations.filter(({ state }) => state === 'fails').length;
  const parts = sorted.map((one, index) => {
    const open = one.state === 'fails' && failing <= 3 ? ' open' : '';
    const title = `${escaped(subjectOf(one))} ${verdict(one.state)} ${escaped(howLong(one))}`;
    return `<details class="rollout"${open}><summary>${title}</summary>${body(one, `${id}-${index + 1}`)}</details>`;
  });
  const rest =
    leftOut === 0
      ? ''
      : `<p class="tl-note">${leftOut} more services are not played through here, since the fleet is large; those in trouble come first. stowage simulate --scenario update --service NAME --html FILE draws any of them.</p>`;
  if (parts.length === 0) return '<p>No service on instances is deployed by ECS.</p>';
  return parts.join('') + rest;
}

/** The services that are updated. */
function subjectOf(simulation: Simulation): string {
  if (!('careful' in simulation)) return `services of ${simulation.cluster.source.name}`;
  const { service } = namesIn(simulation.cluster);
  const updated = simulation.careful.steps.flatMap((step) => (step.code === 'update' ? (step.services ?? []) : []));
  return updated.map(({ name }) => service(name)).join(', ');
}

const howLong = (simulation: Simulation): string => ('careful' in simulation ? timeText(simulation.careful) : '');

function body(simulation: Simulation, id: string): string {
  if (simulation.state === 'does-not-apply') return `<p>${escaped(NOT_APPLICABLE[simulation.because])}</p>`;
  if ('undecided' in simulation) {
    return `<ul>${undecidedLines(simulation.undecided)
      .map((line) => `<li>${escaped(line)}</li>`)
      .join('')}</ul>`;
  }
  const { careful, cluster } = simulation;
  const why = careful.fails ? `<p>${escaped(whyText(careful.services, namesIn(cluster)))}</p>` : '';
  return why + timelineSection(careful, cluster, { id, label: `update of ${subjectOf(simulation)}` });
}
