import { countAt, type Known } from '../known';
import type { Resource } from '../stack/resource';
import type { TemplateSet } from '../stack/template-set';
import { textParts } from '../value/text';
import { Reference } from '../value/value';
import type { Service } from './service';

/** The bounds of service auto scaling. */
export interface ScalableTarget {
  readonly resource: Resource;
  readonly minTasks: Known<number>;
  readonly maxTasks: Known<number>;
}

/** Finds the scalable target of each service, by the resource id `service/CLUSTER/SERVICE`. */
export function scalableTargets(set: TemplateSet, services: readonly Service[]): ReadonlyMap<Service, ScalableTarget> {
  const found = new Map<Service, ScalableTarget>();
  const byResource = new Map<Resource | undefined, Service>(services.map((service) => [service.resource, service]));
  for (const resource of set.resources('AWS::ApplicationAutoScaling::ScalableTarget')) {
    const parts = textParts(resource.properties['ResourceId'] ?? '') ?? [];
    const last = parts[parts.length - 1];
    const named = typeof last === 'string' ? last.split('/').pop() : last;
    const service =
      named instanceof Reference ? byResource.get(set.resourceOf(named)) : services.find((one) => one.isNamedBy(named));
    if (!service) continue;
    found.set(service, {
      resource,
      minTasks: countAt(resource.properties, 'MinCapacity') ?? 0,
      maxTasks: countAt(resource.properties, 'MaxCapacity') ?? 0,
    });
  }
  return found;
}
