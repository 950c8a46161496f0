import { isUnknown } from '../../template';
import type { Outcome } from '../outcome';
import { rule } from '../rule';

/** A cluster in one zone. */
type SingleZone = { cluster: string; zone: string };

/** A cluster has instances in more than one availability zone. */
export const capacitySingleZone = rule<SingleZone>({
  id: 'capacity-single-zone',
  severity: 'warning',
  title: 'The instances of a cluster lie in several availability zones',
  why: 'When its zone fails, every task of the cluster stops, however many there are.',
  remedy: 'Give the groups subnets in at least two availability zones.',
  link: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement-strategies.html',
  check: (model) =>
    model.clusters.flatMap((cluster): Outcome<SingleZone>[] => {
      const capacities = model.capacitiesOf(cluster);
      const runs = model.taskOrigins.some(
        (origin) => origin.cluster === cluster && origin.service && origin.destination.kind !== 'elsewhere',
      );
      const [first] = capacities;
      if (!first || !runs || !cluster.resource || cluster.undecidedGroups.length > 0) return [];
      const { resource } = first.source.group;
      const zones = new Set<string>();
      for (const capacity of capacities) {
        if (isUnknown(capacity.zones)) return [{ state: 'unknown', resource, unknowns: [capacity.zones] }];
        for (const zone of capacity.zones) zones.add(zone);
      }
      const [zone] = zones;
      return zones.size === 1
        ? [{ state: 'fails', resource, path: ['VPCZoneIdentifier'], facts: { cluster: cluster.name, zone: zone! } }]
        : [{ state: 'holds', resource }];
    }),
  message: ({ cluster, zone }) => `every instance of the cluster ${cluster} is in the availability zone ${zone}`,
  fix: ({ zone }) => `add a subnet of another availability zone than ${zone}`,
});
