import { unknownSentence } from '../../rules';
import type { Choice, SizedCluster, SizedPool } from '../../size';
import { resourceName } from '../../template';
import { rejectionText } from '../rejection-text';
import type { SizeReport } from './size-report';

/** What `stowage size --format json` prints; `schema/size-v1.json` describes it. */
export type SizeJson = ReturnType<typeof sizeJson>;

/** A sizing for programs. */
export function sizeJson({ sizing }: SizeReport) {
  const { demands, prices, clusters } = sizing;
  return { version: 1 as const, demands, prices, clusters: clusters.map(clusterJson) };
}

const clusterJson = ({ source, at, pools, leftOut, homeless }: SizedCluster) => ({
  name: source.source.name,
  at,
  groups: pools.map(poolJson),
  unknown: leftOut.map(gapJson),
  assumed: homeless.map(gapJson),
});

const gapJson = ({ resource, figure, unknown }: SizedCluster['leftOut'][number]) => ({
  service: resourceName(resource),
  figure,
  reason: unknownSentence(unknown),
});

const poolJson = (sized: SizedPool) => ({
  ...(sized.pool.capacity && { capacity: sized.pool.capacity.name }),
  purchase: sized.pool.purchase,
  zones: sized.pool.zones,
  services: sized.pool.services.map(({ name, desiredCount }) => ({ name, count: desiredCount })),
  daemons: sized.pool.daemons.map(({ name }) => name),
  typesConsidered: sized.considered,
  ...(sized.now && { now: rowJson(sized.now) }),
  state: sized.code,
  ...(sized.code === 'sized'
    ? { leastUsdPerHour: sized.leastUsdPerHour, cutShort: sized.cutShort, rows: sized.rows.map(rowJson) }
    : {
        rows: [],
        cutShort: sized.cutShort,
        nowhere: sized.nowhere.map(({ service, explanation: { closest } }) => ({
          service,
          ...(closest && {
            closest: { instanceType: closest.instanceType, reasons: closest.rejections.map(rejectionText) },
          }),
        })),
      }),
});

const rowJson = ({ reasons, bound, ...row }: Choice) => ({
  reasons: reasons.map(({ code }) => code),
  ...row,
  ...(bound && { bound: { ...bound, proved: bound.atLeast === row.instances } }),
});
