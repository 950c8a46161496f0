import type { CapacityInTemplate, Model } from '../../../template';

/** Every group of instances that joins a cluster of the templates, once. */
export const capacitiesOf = (model: Model): readonly CapacityInTemplate[] => [
  ...new Map(
    model.clusters
      .flatMap((cluster) => model.capacitiesOf(cluster))
      .map((capacity) => [capacity.source.group.resource, capacity] as const),
  ).values(),
];
