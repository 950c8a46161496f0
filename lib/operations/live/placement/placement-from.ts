import type { PlacementConstraint as ApiConstraint, PlacementStrategy as ApiStrategy } from '@aws-sdk/client-ecs';
import type { PlacementConstraint, PlacementStrategy } from '../../../placement';

/** Constraints of a task definition or of a service, in the shape of the engine. */
export const constraintsFrom = (given: readonly ApiConstraint[] = []): readonly PlacementConstraint[] =>
  given.flatMap(({ type, expression }): readonly PlacementConstraint[] => {
    if (type === 'distinctInstance') return [{ type }];
    return type === 'memberOf' && expression ? [{ type, expression }] : [];
  });

/** Strategies of a service, in the shape of the engine. */
export const strategiesFrom = (given: readonly ApiStrategy[] = []): readonly PlacementStrategy[] =>
  given.map(({ type, field = '' }) => {
    if (type === 'binpack') return { type, field: field.toLowerCase() as 'cpu' | 'memory' };
    if (type === 'spread') return { type, field: field as 'instanceId' | `attribute:${string}` };
    return { type: 'random' };
  });
