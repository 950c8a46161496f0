import type { SizedPool } from '../../size';
import { type Page, paragraph, styled } from '../style';
import type { SizeReport } from './size-report';

/** What holds of every row, and what the costs are. */
export function footLines({ sizing, regions }: SizeReport, page: Page): string[] {
  const pools = sizing.clusters.flatMap((cluster) => cluster.pools);
  if (pools.length === 0) return [];
  const texts = [demandText(sizing.demands), PACKED, priceText(sizing.prices, regions), ...purchaseTexts(pools)];
  const jobs = sizing.clusters.some(({ source }) => source.standaloneTasks.size > 0);
  return [
    `  ${styled(page, 'bold', 'What a row is')}`,
    ...[
      ...texts,
      ...(jobs ? ['Scheduled and one-off tasks are not counted (stowage plan shows what each needs).'] : []),
    ].flatMap((text) => paragraph(page, text, '    ')),
  ];
}

function demandText({ headroomPercent, rollout, survivesZone }: SizeReport['sizing']['demands']): string {
  const more = [
    `${headroomPercent}% of CPU and of memory are free (--headroom)`,
    ...(rollout ? ['each service alone has room to begin its next deployment (--no-rollout)'] : []),
    ...(survivesZone
      ? ['all tasks find room again when any one zone is lost']
      : ['the loss of a zone is not provided for (--survive-zone)']),
  ];
  return `Each row was placed by the services' own strategies, with the least memory that instances may register, daemons first, every service in all its zones; ${more.join('; ')}.`;
}

const PACKED =
  'packed: what the tasks alone take of the type when packed perfectly (with ? if fewer may do); ECS spreads, and needs what the row says. fewest: proved, or no fewer than that many of the type meet every demand, however tasks are placed.';

function priceText({ region, date }: SizeReport['sizing']['prices'], regions: readonly string[]): string {
  const elsewhere = regions.filter((one) => one !== region);
  const where = elsewhere.length > 0 ? `; ${elsewhere.join(', ')} has prices of its own` : '';
  return `On-demand prices for Linux in ${region} of ${date}${where}; without volumes, load balancers and traffic.`;
}

function purchaseTexts(pools: readonly SizedPool[]): string[] {
  const ways = new Set(pools.flatMap(({ pool }) => pool.purchase));
  return [
    ...(ways.has('spot')
      ? [
          'Spot prices change by the hour and are not known here: types sold as spot are compared by their on-demand prices, and no discount is made up.',
        ]
      : []),
    ...(ways.has('reserved')
      ? ['What reserved capacity costs is not known either: on-demand prices stand for it.']
      : []),
  ];
}
