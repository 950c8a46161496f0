import { type Container, isUnknown, structsAt, type TaskDefinition, type Value } from '../../template';

/** Why one container starts after another. */
export interface OrderEdge {
  readonly from: Container;
  readonly to: Container;
  readonly by: 'DependsOn' | 'Links' | 'VolumesFrom';
}

/** What makes containers wait for one another: the agent resolves all three kinds together before it starts any. */
export function startOrder(definition: TaskDefinition): readonly OrderEdge[] {
  return definition.containers.flatMap((from) => {
    const edge = (by: OrderEdge['by'], name: Value | undefined): OrderEdge[] => {
      const to = definition.containerNamedBy(name);
      return to === undefined || isUnknown(to) ? [] : [{ from, to, by }];
    };
    return [
      ...structsAt(from.properties, 'DependsOn').flatMap((one) => edge('DependsOn', one['ContainerName'])),
      ...from.links.flatMap((link) => edge('Links', link)),
      ...structsAt(from.properties, 'VolumesFrom').flatMap((one) => edge('VolumesFrom', one['SourceContainer'])),
    ];
  });
}

/** The shortest way round from a container back to itself, for each cycle once; its edges in order. */
export function cyclesOf(edges: readonly OrderEdge[]): readonly (readonly OrderEdge[])[] {
  const cycles = new Map<string, readonly OrderEdge[]>();
  for (const { from } of edges) {
    const cycle = shortestCycle(from, edges);
    if (!cycle) continue;
    const key = cycle.map(({ from: container }) => container.index).sort((a, b) => a - b);
    const known = [...cycles.keys()].some((other) => other === key.join());
    if (!known) cycles.set(key.join(), cycle);
  }
  return [...cycles.values()];
}

function shortestCycle(start: Container, edges: readonly OrderEdge[]): readonly OrderEdge[] | undefined {
  const seen = new Set<Container>();
  let paths: (readonly OrderEdge[])[] = edges.filter(({ from }) => from === start).map((edge) => [edge]);
  while (paths.length > 0) {
    const next: (readonly OrderEdge[])[] = [];
    for (const path of paths) {
      const { to } = path[path.length - 1]!;
      if (to === start) return path;
      if (seen.has(to)) continue;
      seen.add(to);
      next.push(...edges.filter(({ from }) => from === to).map((edge) => [...path, edge]));
    }
    paths = next;
  }
  return undefined;
}

/** A cycle in words: `web → app → web`. */
export const cycleText = (cycle: readonly OrderEdge[]): string =>
  [...cycle.map(({ from }) => from.name), cycle[0]!.from.name].join(' → ');
