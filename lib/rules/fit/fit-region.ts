import { coveredRegions, type ListedInstanceType, offeredIn } from '../../placement';
import { isUnknown, type Known, type Resource, type Stack, Unknown } from '../../template';
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

  check: (model) => {
    const groups = model.clusters.flatMap((cluster) =>
      model
        .capacitiesOf(cluster)
        .flatMap(({ source: { group }, types }): Group[] =>
          group.instanceOptions.some(({ kind }) => kind === 'requirements')
            ? []
            : [{ resource: group.resource, types, region: group.resource.stack.source.region }],
        ),
    );
    const unbound = new Map<Stack, Group[]>();
    for (const group of groups) {
      const { stack } = group.resource;
      if (group.region === undefined && regionsLacking(group).length > 0) {
        unbound.set(stack, [...(unbound.get(stack) ?? []), group]);
      }
    }
    const open = new Set([...unbound.values()].flat());
    return [
      ...groups.flatMap((group) => (open.has(group) ? [] : [outcomeOf(group)])),
      // One thing is not known of a stack, however many groups it has.
      ...[...unbound.values()].map(
        (ofStack): Outcome<NotOffered> => ({
          state: 'unknown',
          resource: ofStack[0]!.resource,
          unknowns: [noRegion(ofStack)],
        }),
      ),
    ];
  },

  message: ({ region, instanceTypes }) => `${region} does not offer ${instanceTypes.join(', ')}`,
  fix: ({ region }) => `choose an instance type that ${region} offers, or deploy to another region`,
});

/** A group that names its types. */
interface Group {
  readonly resource: Resource;
  readonly types: Known<readonly ListedInstanceType[]>;
  readonly region: string | undefined;
}

const lacking = (types: readonly ListedInstanceType[], region: string) =>
  types.filter(({ name }) => !(offeredIn(region)?.has(name) ?? true));

/** Regions that offer none of a group's types. */
const regionsLacking = ({ types }: Group): readonly string[] =>
  isUnknown(types) ? [] : coveredRegions().filter((region) => lacking(types, region).length === types.length);

function outcomeOf({ resource, types, region }: Group): Outcome<NotOffered> {
  if (isUnknown(types)) return { state: 'unknown', resource, unknowns: [types] };
  if (region === undefined) return { state: 'holds', resource };
  const missing = lacking(types, region);
  if (missing.length < types.length) return { state: 'holds', resource };
  if (resource.doubt) return { state: 'unknown', resource, unknowns: [resource.doubt] };
  return { state: 'fails', resource, facts: { region, instanceTypes: missing.map(({ name }) => name) } };
}

/** So many regions are named; more are counted. */
const MOST_NAMED = 3;

/** Why it is open for the groups of a stack that is bound to no region, and how few regions it hangs on. */
function noRegion(groups: readonly Group[]): Unknown {
  const regions = new Set(groups.flatMap(regionsLacking));
  const types = new Set(groups.flatMap((one) => (isUnknown(one.types) ? [] : one.types.map(({ name }) => name))));
  const where =
    regions.size <= MOST_NAMED ? [...regions].join(', ') : `${regions.size} of ${coveredRegions().length} regions`;
  const verb = regions.size === 1 ? 'lacks' : 'lack';
  const name = `the stack is bound to no region, and ${where} ${verb} ${[...types].join(' or ')} (give --region)`;
  return new Unknown({ code: 'assumption', name }, groups[0]!.resource.stack.stack);
}
