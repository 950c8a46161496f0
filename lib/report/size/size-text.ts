import { unknownSentence } from '../../rules';
import type { Choice, SizedCluster, SizedPool } from '../../size';
import type { CapacityInTemplate, ClusterInTemplate } from '../../template';
import { resourceName } from '../../template';
import { shortened } from '../plan/cluster-names';
import { usd } from '../plan/cost-text';
import { rejectionText } from '../rejection-text';
import { type Page, paragraph, printable, styled } from '../style';
import { counted } from '../table';
import { footLines } from './foot-text';
import { rowTable, shortfallText } from './row-text';
import type { SizeReport } from './size-report';

/** How the parts of a cluster are called on the page. */
interface Names {
  readonly service: (name: string) => string;
  readonly group: (source: CapacityInTemplate | undefined) => string;
}

/** A sizing for people: for every group a table to choose from. */
export function sizeText(report: SizeReport, page: Page): string {
  const { clusters } = report.sizing;
  if (clusters.length === 0) return 'No cluster is in the templates, and none is named by a service.\n';
  let heading = '';
  const lines = clusters.flatMap((cluster) => {
    const { name } = cluster.source.source;
    const title = name === heading ? [] : [styled(page, 'bold', printable(name))];
    heading = name;
    const before = clusters.find(({ source, at }) => source.source === cluster.source.source && at !== cluster.at);
    return [...title, ...clusterLines(cluster, cluster.at === 'maximum' ? before : undefined, page)];
  });
  return `${[...lines, ...footLines(report, page)].join('\n')}\n`;
}

function clusterLines(cluster: SizedCluster, before: SizedCluster | undefined, page: Page): string[] {
  const names = namesOf(cluster.source);
  const counts = cluster.at === 'desired' ? 'At the desired counts' : 'At the scaling maxima';
  const told = (pool: SizedPool) => before?.pools.some((other) => tasksOf(other) === tasksOf(pool)) === true;
  const pools = cluster.pools.flatMap((pool) =>
    told(pool)
      ? [`    ${printable(names.group(pool.pool.source))}: the same tasks as at the desired counts`, '']
      : poolLines(pool, cluster, names, page),
  );
  const gaps = cluster.leftOut.map(
    ({ resource, figure, unknown }) =>
      `${resourceName(resource)} is left out: its ${figure} is not known, since ${unknownSentence(unknown)}`,
  );
  const homes = cluster.homeless.map(
    ({ resource, unknown }) =>
      `${resourceName(resource)}: to which group it goes is not known, since ${unknownSentence(unknown)}; it is sized as if by launch type`,
  );
  const none = pools.length + gaps.length === 0 ? ['    No service has tasks that run on instances.', ''] : [];
  return [
    `  ${styled(page, 'bold', counts)}`,
    ...none,
    ...pools,
    ...[...new Set([...gaps, ...homes])].flatMap((gap) => paragraph(page, printable(gap), '    ', '      ')),
    ...(gaps.length + homes.length > 0 ? [''] : []),
  ];
}

/** A list as far as it is read. */
const some = (names: readonly string[]): string =>
  names.length > 8 ? `${names.slice(0, 6).join(', ')} and ${names.length - 6} more services` : names.join(', ');

/** What a pool runs, to be told once. */
const tasksOf = ({ pool, now }: SizedPool): string =>
  JSON.stringify([
    pool.source?.name,
    pool.declared,
    pool.services.map(({ name, desiredCount }) => [name, desiredCount]),
    now?.instances,
  ]);

function poolLines(sized: SizedPool, { at }: SizedCluster, names: Names, page: Page): string[] {
  const { pool, now } = sized;
  const tasks = pool.services.map(({ name, desiredCount }) => `${desiredCount} × ${names.service(name)}`);
  const daemons = pool.daemons.map(({ name }) => names.service(name));
  const head = `${names.group(pool.source)} (${pool.purchase.join(' and ')}, ${counted(pool.zones.length, 'zone')}): ${some(tasks)}${daemons.length > 0 ? `; on each instance ${some(daemons)}` : ''}`;
  const rows: readonly Choice[] = [
    ...(now ? [now] : []),
    ...(sized.code === 'sized' ? sized.rows.filter((row) => row !== now) : []),
  ];
  const table = rows.length === 0 ? [] : rowTable(rows, page);
  const short = now?.shortfall && `What is there now falls short: ${shortfallText(now.shortfall, names.service)}.`;
  const said = sized.code === 'sized' ? sizedTexts(sized, at, names) : nothingTexts(sized, names);
  return [
    ...paragraph(page, printable(head), '    ', '      '),
    ...table,
    ...(short === undefined ? said : [short, ...said]).flatMap((text) =>
      paragraph(page, printable(text), '    ', '      '),
    ),
    '',
  ];
}

function sizedTexts(sized: Extract<SizedPool, { code: 'sized' }>, at: SizedCluster['at'], { group }: Names): string[] {
  const { rows, leastUsdPerHour: least, considered, cutShort, pool, now } = sized;
  const cheapest = rows.find(({ reasons }) => reasons.some(({ code }) => code === 'cheapest'));
  const burstable = new Set(
    rows.flatMap(({ parts }) => parts.flatMap((part) => (part.burstable ? [part.instanceType.split('.')[0]] : []))),
  );
  const conditional = rows.find(({ imagesFor }) => imagesFor !== undefined);
  return [
    ...(cheapest ? [boundText(cheapest, least, considered)] : []),
    ...(cheapest
      ? [changeText(cheapest, at, { name: group(pool.source), now, isNew: pool.source === undefined })]
      : []),
    ...(conditional
      ? [
          `Rows of ${conditional.parts[0]!.architecture} need images made for it, and a machine image of it: the task definitions declare no architecture.`,
        ]
      : []),
    ...(burstable.size > 0
      ? [
          `The CPU of ${[...burstable].join(', ')} runs on credits: what a task may use for long is less than the row shows.`,
        ]
      : []),
    ...(cutShort ? ['Not every type was tried, since there are so many tasks; narrow it with --family.'] : []),
  ];
}

function boundText({ usdPerHour }: Choice, least: number, considered: number): string {
  const gap = least === 0 ? 0 : usdPerHour / least - 1;
  return gap < 1e-6
    ? `No mix of the ${considered} types costs less (proved).`
    : `No mix of the ${considered} types costs less than ${usd(least)} an hour: the cheapest row is at most ${Math.ceil(gap * 100)}% above the best there is.`;
}

function changeText(
  { parts, instances }: Choice,
  at: SizedCluster['at'],
  { name, now, isNew }: { readonly name: string; readonly now?: Choice; readonly isNew: boolean },
): string {
  const size = at === 'desired' ? 'a desired size' : 'a maximum size';
  if (parts.length > 1) {
    const groups = parts.map(({ instanceType, count }) => `${instanceType} with ${count}`).join(', ');
    return `The cheapest row takes a group for each type (${groups}). ECS fills them so only for tasks that may go to each: weights of a capacity provider strategy do not look at room.`;
  }
  const [part] = parts;
  const before = now?.parts[0]?.instanceType;
  const change = isNew
    ? `a new group of ${part!.instanceType}`
    : before === undefined || before === part!.instanceType
      ? `${name}: ${part!.instanceType}`
      : `${name}: ${part!.instanceType} in place of ${before}`;
  const image =
    now && now.parts[0]!.architecture !== part!.architecture ? `, a machine image of ${part!.architecture}` : '';
  return `The cheapest row is ${change}${image}, ${size} of ${instances}.`;
}

function nothingTexts({ nowhere, considered, cutShort }: Extract<SizedPool, { code: 'nothing-holds' }>, names: Names) {
  if (considered === 0) return ['Nothing holds them: no type is left by the filters and by what the tasks declare.'];
  if (nowhere.length === 0) {
    return [
      `Nothing holds them: ${cutShort ? 'the search ended before a type was found' : `no number of one of the ${considered} types meets every demand`}.`,
    ];
  }
  return nowhere.map(({ service, explanation: { closest } }) => {
    const why = closest
      ? `; ${closest.instanceType}, the closest: ${closest.rejections.map(rejectionText).join(', ')}`
      : '';
    return `Nothing of the ${considered} types holds ${names.service(service)}${why}.`;
  });
}

function namesOf({ services, capacities }: ClusterInTemplate): Names {
  const ofService = shortened([...services].map(([{ name }, { resource }]) => [name, resourceName(resource)]));
  const ofGroup = shortened([...capacities.values()].map((one) => [one.name, resourceName(one.source.group.resource)]));
  return {
    service: (name) => ofService.get(name) ?? name,
    group: (source) => (source ? (ofGroup.get(source.name) ?? source.name) : 'A new group'),
  };
}
