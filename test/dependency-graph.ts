import type { Template } from 'aws-cdk-lib/assertions';

/**
 * Which resources of a template stand on which, by `DependsOn` and by every reference: CloudFormation creates along
 * it and deletes against it.
 */
export class DependencyGraph {
  private readonly edges: ReadonlyMap<string, ReadonlySet<string>>;
  private readonly types: ReadonlyMap<string, string>;

  constructor(template: Template) {
    const resources = Object.entries<Record<string, unknown>>(template.toJSON().Resources);
    const ids = new Set(resources.map(([id]) => id));
    this.types = new Map(resources.map(([id, resource]) => [id, String(resource.Type)]));
    this.edges = new Map(
      resources.map(([id, { DependsOn, Properties }]) => [
        id,
        new Set([...[DependsOn ?? []].flat().map(String), ...referencesIn(Properties)].filter((to) => ids.has(to))),
      ]),
    );
  }

  /** The ids of a type, or those of it that a pattern matches; never none. */
  ids(type: string, pattern = /./): string[] {
    const found = [...this.types].filter(([id, of]) => of === type && pattern.test(id)).map(([id]) => id);
    if (found.length === 0) throw new Error(`no ${type} like ${pattern}`);
    return found;
  }

  /** Whether `from` is created after `to`, and so deleted before it. */
  standsOn(from: string, to: string, seen = new Set<string>()): boolean {
    const next = [...this.edges.get(from)!].filter((id) => !seen.has(id));
    for (const id of next) seen.add(id);
    return next.includes(to) || next.some((id) => this.standsOn(id, to, seen));
  }

  /** A resource that stands on itself: CloudFormation would refuse the template. */
  cycle(): string | undefined {
    return [...this.edges.keys()].find((id) => this.standsOn(id, id));
  }
}

function referencesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === 'Ref') return [String(inner)];
    if (key === 'Fn::GetAtt') return [String(Array.isArray(inner) ? inner[0] : inner).split('.')[0]!];
    if (key === 'Fn::Sub') {
      const [text, variables] = Array.isArray(inner) ? inner : [inner, {}];
      return [...[...String(text).matchAll(/\$\{([\w:]+)/g)].map(([, id]) => id!), ...referencesIn(variables)];
    }
    return referencesIn(inner);
  });
}
