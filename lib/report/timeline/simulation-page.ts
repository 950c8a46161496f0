import { isInTrouble, type JudgedRollout, SCENARIOS, type Simulation } from '../../simulation';
import { clock, duration } from '../clock';
import { pageDocument } from '../page/document';
import { escaped } from '../page/html';
import { PAGE_STYLE } from '../page/page-style';
import { namesIn } from '../simulation/names';
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
} from '../simulation/simulation-words';
import { TIMELINE_SCRIPT } from './timeline-script';
import { timelineSection } from './timeline-section';
import { TIMELINE_STYLE } from './timeline-style';
import { verdict } from './verdict';

/** Simulations as one page that needs no network: for each the verdict, every service's part and its timeline. */
export function simulationPage(simulations: readonly Simulation[]): string {
  const articles = simulations.map(article).join('\n');
  return pageDocument({
    title: 'What happens when you deploy',
    styles: [PAGE_STYLE, TIMELINE_STYLE],
    lead: contents(simulations),
    main: articles === '' ? '<p>Nothing to simulate: no service runs on instances of a cluster.</p>' : articles,
    foot: 'Made by stowage simulate. Times are assumptions where the templates say nothing; what is shown is the least that instances may register.',
    scripts: [TIMELINE_SCRIPT],
  });
}

const titleOf = ({ scenario, zone, cluster }: Simulation): string =>
  `${scenario}${zone === undefined ? '' : ` of ${zone}`} in the cluster ${cluster.source.name}`;

function contents(simulations: readonly Simulation[]): string {
  if (simulations.length < 2) return '';
  const items = simulations.map(
    (one, index) => `<li><a href="#simulation-${index + 1}">${escaped(titleOf(one))}</a> ${verdict(one.state)}</li>`,
  );
  return `<nav aria-label="Simulations"><ol>${items.join('')}</ol></nav>`;
}

function article(simulation: Simulation, index: number): string {
  const id = `simulation-${index + 1}`;
  return (
    `<article id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${escaped(titleOf(simulation))} ${verdict(simulation.state)}</h2>` +
    `<p>${escaped(SCENARIOS[simulation.scenario].title)}</p>${body(simulation, id)}</article>`
  );
}

function body(simulation: Simulation, id: string): string {
  if (simulation.state === 'does-not-apply') return `<p>${escaped(NOT_APPLICABLE[simulation.because])}</p>`;
  if ('undecided' in simulation) {
    const items = undecidedLines(simulation.undecided).map((line) => `<li>${escaped(line)}</li>`);
    return `<p>Cannot be simulated before deployment:</p><ul>${items.join('')}</ul>`;
  }
  return (
    facts(simulation) +
    serviceTable(simulation.careful, simulation) +
    `<h3>Timeline</h3>${timelineSection(simulation.careful, simulation.cluster, { id: `${id}-timeline`, label: titleOf(simulation) })}`
  );
}

function facts(simulation: Extract<Simulation, { careful: JudgedRollout }>): string {
  const { careful, cluster } = simulation;
  const names = namesIn(cluster);
  const rows = [
    ...(careful.fails ? [['Why', whyText(careful.services, names)]] : []),
    ['Time', timeText(careful)],
    ['Instances', `${careful.peakInstances} at most at once, ${careful.finalInstances} at the end`],
    ...bestLines(simulation).map((text) => ['At best', text]),
    ...careful.oscillations.map(({ capacityProvider, low, high, periodSeconds }) => [
      'Swings',
      `${names.provider(capacityProvider)} goes from ${low} to ${high} instances and back every ${duration(periodSeconds)}`,
    ]),
    ...('doubts' in simulation ? undecidedLines(simulation.doubts).map((text) => ['Open', text]) : []),
    ...undecidedLines(simulation.assumed).map((text) => ['Assumed', text]),
    ...leftOutLines(simulation).map((text) => ['Left out', text]),
  ];
  return `<dl>${rows.map(([name, text]) => `<div><dt>${name}</dt><dd>${escaped(text!)}</dd></div>`).join('')}</dl>`;
}

function serviceTable({ services }: JudgedRollout, simulation: Simulation): string {
  const names = namesIn(simulation.cluster);
  const rows = services.map(
    (one) =>
      `<tr${isInTrouble(one) ? ' class="bad"' : ''}><th scope="row">${escaped(calledToo(names.service(one.name), one.name))}</th>` +
      `<td>${OUTCOMES[one.outcome.code]}</td><td>${one.outcome.code === 'stuck' ? 'never' : clock(one.endedAtSeconds)}</td>` +
      `<td>${healthyText(one)}</td><td>${one.peakTasks}</td></tr>`,
  );
  const head = ['Service', 'Outcome', 'At rest', 'Fewest healthy', 'Most tasks'];
  return (
    `<div class="scrolls" role="region" aria-label="${escaped(titleOf(simulation))}: services" tabindex="0"><table><thead><tr>` +
    `${head.map((one) => `<th scope="col">${one}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`
  );
}
