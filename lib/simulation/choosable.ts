import { type Model, resourceName, serviceName, type TaskOrigin } from '../template';

/** A service that may be chosen for a scenario. */
export interface Choosable {
  /** Its name in the fleet. */
  readonly name: string;
  /** Everything it may be called: its name, the last part of its path if no other has it, its path, its logical id. */
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
  const lastPart = ({ resource }: TaskOrigin): string => resourceName(resource).split('/').pop()!;
  const times = new Map<string, number>();
  for (const origin of model.taskOrigins) {
    if (origin.service) times.set(lastPart(origin), (times.get(lastPart(origin)) ?? 0) + 1);
  }
  return model.taskOrigins.flatMap((origin): Choosable[] => {
    const { service, resource, destination } = origin;
    if (!service) return [];
    const last = lastPart(origin);
    const name = inFleet.get(origin) ?? serviceName(service);
    return [
      {
        name,
        names: [...new Set([name, ...(times.get(last) === 1 ? [last] : []), origin.name, resource.logicalId])],
        ...(destination.kind === 'elsewhere' && { elsewhere: destination.where }),
      },
    ];
  });
}
