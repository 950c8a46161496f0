import type { AddressRoom, QuotaRoom, WithoutTrunk } from '../../../operations';
import { nameList } from '../../name-list';
import { counted } from '../../table';

/** What a quota leaves, in words. */
export const quotaText = ({ quota, region, limit, atLeast, atMost, running }: QuotaRoom): string =>
  `the quota in ${region} is ${limit} vCPUs (${quota}); at their maximum the groups take ${
    atLeast === atMost ? atMost : `${atLeast} to ${atMost}, by the types that they launch`
  }, and ${running} more ${running === 1 ? 'runs' : 'run'} already`;

/** What trunking would give, in words. */
export const trunkingText = ({ principal, type, without, trunked }: WithoutTrunk): string =>
  `ENI trunking is not in effect for ${principal}: an instance such as ${type} takes ${without} awsvpc tasks, not ${trunked}`;

/** What addresses are free, in words. */
export function addressText({ subnets, free, needed, atMost, what }: AddressRoom): string {
  const starts = needed > 0 ? [`the template starts ${needed} more ${what}`] : [];
  const scales = atMost > needed ? [`scaling may start up to ${atMost}${needed > 0 ? '' : ` more ${what}`}`] : [];
  const has = `${nameList(subnets)} ${subnets.length === 1 ? 'has' : 'have'} ${counted(free, 'free address', 'free addresses')}`;
  return `${has}; ${[...starts, ...scales].join(', ')}, and each takes one`;
}
