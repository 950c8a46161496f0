import { isUnknown, type Known, knownStructAt, listAt, numberAt, stringAt, structsAt } from '../known';
import type { Resource } from '../stack/resource';
import type { TemplateSet } from '../stack/template-set';
import type { Struct, Value } from '../value/value';

/** One way to reach a target group: a listener, and what it asks of a request. */
export interface Exposure {
  readonly listener: Resource;
  readonly loadBalancer?: Resource;
  readonly protocol?: Known<string>;
  readonly port?: Known<number>;
  /** Paths and host names that lead to it; none when everything does. */
  readonly patterns: readonly string[];
  readonly internetFacing: boolean;
}

/** How each target group is reached, by listeners and their rules. */
export function exposures(set: TemplateSet): ReadonlyMap<Resource, readonly Exposure[]> {
  const found = new Map<Resource, Exposure[]>();
  const add = (listener: Resource | undefined, actions: readonly Struct[], patterns: readonly string[]) => {
    if (listener?.type !== 'AWS::ElasticLoadBalancingV2::Listener') return;
    for (const group of actions.flatMap((action) => targetGroupsOf(action, set))) {
      found.set(group, [...(found.get(group) ?? []), exposureOf(listener, patterns, set)]);
    }
  };
  for (const listener of set.resources('AWS::ElasticLoadBalancingV2::Listener')) {
    add(listener, structsAt(listener.properties, 'DefaultActions'), []);
  }
  for (const rule of set.resources('AWS::ElasticLoadBalancingV2::ListenerRule')) {
    const listener = set.resourceOf(rule.properties['ListenerArn']);
    add(listener, structsAt(rule.properties, 'Actions'), patternsOf(rule));
  }
  return found;
}

function exposureOf(listener: Resource, patterns: readonly string[], set: TemplateSet): Exposure {
  const loadBalancer = set.resourceOf(listener.properties['LoadBalancerArn']);
  return {
    listener,
    loadBalancer,
    protocol: stringAt(listener.properties, 'Protocol'),
    port: numberAt(listener.properties, 'Port'),
    patterns,
    internetFacing: (loadBalancer?.properties['Scheme'] ?? 'internet-facing') === 'internet-facing',
  };
}

function targetGroupsOf(action: Struct, set: TemplateSet): Resource[] {
  const forward = knownStructAt(action, 'ForwardConfig');
  const named: (Value | undefined)[] = [
    action['TargetGroupArn'],
    ...(forward ? structsAt(forward, 'TargetGroups').map((group) => group['TargetGroupArn']) : []),
  ];
  return [...new Set(named.flatMap((value) => set.resourceOf(value) ?? []))];
}

function patternsOf(rule: Resource): string[] {
  return structsAt(rule.properties, 'Conditions').flatMap((condition) => {
    const config = knownStructAt(condition, 'PathPatternConfig') ?? knownStructAt(condition, 'HostHeaderConfig');
    const values = listAt(config ?? condition, 'Values');
    return values === undefined || isUnknown(values) ? [] : values.filter((value) => typeof value === 'string');
  });
}
