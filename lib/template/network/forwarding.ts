import type { Resource } from '../stack/resource';
import type { TemplateSet } from '../stack/template-set';
import { isStruct, Unknown, type Value } from '../value/value';

/** Which listeners and listener rules send requests to which target group. */
export class Forwarding {
  private readonly byGroup = new Map<Resource, Resource[]>();
  /** Why one of them may send requests to any group; absent when each says to which. */
  readonly loose?: Unknown;

  constructor(set: TemplateSet) {
    for (const [type, property] of FORWARDERS) {
      for (const forwarder of set.resources(type)) {
        for (const named of targetsIn(forwarder.properties[property] ?? null)) {
          const group = set.resourceOf(named);
          if (group) this.byGroup.set(group, [...(this.byGroup.get(group) ?? []), forwarder]);
          else if (named instanceof Unknown) this.loose ??= named;
        }
      }
    }
  }

  /** The listeners and rules that name a target group, whether or not the templates hold the load balancer. */
  to(group: Resource): readonly Resource[] {
    return this.byGroup.get(group) ?? [];
  }
}

const FORWARDERS = [
  ['AWS::ElasticLoadBalancingV2::Listener', 'DefaultActions'],
  ['AWS::ElasticLoadBalancingV2::ListenerRule', 'Actions'],
] as const;

/** Every target group that actions name; what is not known of the actions may name one. */
function targetsIn(value: Value): Value[] {
  if (value instanceof Unknown) return [value];
  if (Array.isArray(value)) return (value as readonly Value[]).flatMap(targetsIn);
  if (!isStruct(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === 'TargetGroupArn') return [inner];
    return key === 'ForwardConfig' || key === 'TargetGroups' ? targetsIn(inner) : [];
  });
}
