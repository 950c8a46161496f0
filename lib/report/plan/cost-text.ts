import type { ClusterInPlan, HourlyCost, Plan } from '../../plan';

/** An amount for people: four digits that matter, since instances cost cents an hour. */
export const usd = (amount: number): string => `$${amount.toFixed(amount < 1 ? 4 : 2)}`;

/** What is paid an hour, and how far the figure goes. */
export function costText(cost: HourlyCost): string {
  const unpriced = Object.entries(cost.unpriced).map(([type, count]) => `${count} ${type}`);
  return unpriced.length === 0
    ? usd(cost.usdPerHour)
    : `${usd(cost.usdPerHour)} and ${unpriced.join(', ')} without a known price`;
}

/** What a cluster costs an hour at its smallest, at rest and at its largest. */
export const costRows = ({ minimumCost, desired, peak }: ClusterInPlan): string[][] => [
  ['minimum sizes', costText(minimumCost)],
  ['desired counts', costText(desired.cost)],
  ['scaling maxima', peak === desired ? 'the same: nothing scales' : costText(peak.cost)],
];

/** What the costs of a cluster are, and what they leave out. */
export function clusterCostAssumptions(plan: ClusterInPlan, { prices }: Plan): string {
  const stacks = [...plan.source.capacities.values()].map((one) => one.source.group.resource.stack.source);
  const regions = [...new Set(stacks.flatMap(({ region }) => region ?? []))];
  const elsewhere = regions.filter((region) => region !== prices.region);
  const where = elsewhere.length > 0 ? `; ${elsewhere.join(', ')}, where the stacks go, has prices of its own` : '';
  const discounted = Math.max(plan.desired.cost.discountedUsdPerHour, plan.peak.cost.discountedUsdPerHour);
  return [
    `On-demand prices for Linux in ${prices.region} of ${prices.date}${where}.`,
    ...(discounted > 0
      ? [
          `Spot and reserved instances cost less than is counted here (up to ${usd(discounted)} of it is theirs): no discount is made up.`,
        ]
      : []),
    ...(plan.missingCapacities.length > 0 ? ['Groups whose types or sizes are not known are not in it.'] : []),
    'Without volumes, load balancers and traffic.',
  ].join(' ');
}
