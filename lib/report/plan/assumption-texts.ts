import type { ClusterInPlan } from '../../plan';
import { unknownSentence } from '../../rules';
import { type ModelAssumptions, resourceName } from '../../template';
import type { ClusterNames } from './cluster-names';

/** What is drawn in one way although it may come in others. */
export function assumptionTexts(
  { capacities, source }: ClusterInPlan,
  names: ClusterNames,
  { memoryOverheadPercent: overhead }: ModelAssumptions,
): string[] {
  const drawn = capacities.flatMap(({ capacity, drawn: { type, chosen } }) =>
    chosen === 'only'
      ? []
      : [
          `${names.capacity(capacity.name)} is drawn with ${type.name}, the ${chosen === 'first' ? 'first of its types' : 'cheapest of the types that its requirements allow'}; EC2 chooses.`,
        ],
  );
  const trunking = [...source.capacities.values()].some((one) => one.trunking === 'unknown');
  const isPartial = source.source.resource === undefined || source.source.undecidedGroups.length > 0;
  return [
    ...drawn,
    ...(isPartial ? ['The cluster may have other instances, which no template given holds.'] : []),
    ...(trunking ? ['ENI trunking is taken to be off where no template turns it on (--assume trunking=on).'] : []),
    overhead === undefined
      ? 'Instances are taken to register the least memory that they may (--assume memory-overhead=PERCENT).'
      : `Instances are taken to register ${overhead} percent less memory than their type has.`,
  ];
}

/** What the templates leave open, and what the plan does without it. */
export const gapTexts = ({ source }: ClusterInPlan): string[] => [
  ...new Set(
    source.gaps.map(
      ({ resource, figure, unknown, effect }) =>
        `${resourceName(resource)}: ${figure}, since ${unknownSentence(unknown)}${effect === 'left-out' ? '; left out of the plan' : '; assumed'}`,
    ),
  ),
];
