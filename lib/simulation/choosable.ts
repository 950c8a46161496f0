import { type Model, serviceName, type TaskOrigin } from '../template';

/** A service that may be chosen for a scenario. */
export interface Choosable {
  /** Its name in the fleet. */
  readonly name: string;
  /** Everything it may be called: its name, its construct path, its logical id. */
  readonly names: readonly string[];
  /** Where its tasks run instead, when that is on no instance of the cluster. */
  readonly elsewhere?: string;
}

/** Every service of the clusters, those that cannot be simulated included. */
export function choosableServices(model: Model): readonly Choosable[] {
  const { clusters } = model.fleetOf({ bound: 'conservative', counts: 'desired' });
  const inFleet = new Map<TaskOrigin, string>(
    clusters.flatMap(({ services }) => [...services].map(([{ name }, origin]) => [origin, name] as const)),
  );
  return model.taskOrigins.flatMap((origin): Choosable[] => {
    const { service, resource, destination } = origin;
    if (!service) return [];
    const name = inFleet.get(origin) ?? serviceName(service);
    return [
      {
        name,
        names: [...new Set([name, origin.name, resource.logicalId])],
        ...(destination.kind === 'elsewhere' && { elsewhere: destination.where }),
      },
    ];
  });
}
