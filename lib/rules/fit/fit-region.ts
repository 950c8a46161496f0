import { coveredRegions, offeredIn } from '../../placement';
import { isUnknown, Unknown } from '../../template';
import type { Outcome } from '../outcome';
import { rule } from '../rule';

/** Types that the region of a stack lacks. */
type NotOffered = { region: string; instanceTypes: readonly string[] };

/** A group launches types that its region offers. */
export const fitRegion = rule<NotOffered>({
  id: 'fit-region',
  severity: 'error',
  title: 'The region of a stack offers the instance types it launches',
  why: 'Not every instance type is sold in every region. A group whose types its region lacks launches nothing.',
  remedy: 'Choose an instance type that the region offers.',
  link: 'https://docs.aws.amazon.com/ec2/latest/instancetypes/ec2-instance-regions.html',

  check: (model) =>
    model.clusters.flatMap((cluster) =>
      model.capacitiesOf(cluster).flatMap(({ source: { group }, types }): Outcome<NotOffered>[] => {
        const { resource, instanceOptions } = group;
        if (instanceOptions.some(({ kind }) => kind === 'requirements')) return [];
        if (isUnknown(types)) return [{ state: 'unknown', resource, unknowns: [types] }];
        const { region } = resource.stack.source;
        const lacking = (where: string) => types.filter(({ name }) => !(offeredIn(where)?.has(name) ?? true));
        if (region === undefined) {
          const everywhere = coveredRegions().every((where) => lacking(where).length < types.length);
          return everywhere ? [{ state: 'holds', resource }] : [{ state: 'unknown', resource, unknowns: [NO_REGION] }];
        }
        const missing = lacking(region);
        if (missing.length < types.length) return [{ state: 'holds', resource }];
        if (resource.doubt) return [{ state: 'unknown', resource, unknowns: [resource.doubt] }];
        return [{ state: 'fails', resource, facts: { region, instanceTypes: missing.map(({ name }) => name) } }];
      }),
    ),

  message: ({ region, instanceTypes }) => `${region} does not offer ${instanceTypes.join(', ')}`,
  fix: ({ region }) => `choose an instance type that ${region} offers, or deploy to another region`,
});

const NO_REGION = new Unknown(
  {
    code: 'assumption',
    name: 'the stack is bound to no region, and not every region offers the instance type (give --region)',
  },
  '',
);
