import { AlternateTarget, type BaseService, ListenerRuleConfiguration } from 'aws-cdk-lib/aws-ecs';
import {
  ApplicationListener,
  ApplicationListenerRule,
  ApplicationProtocol,
  ApplicationProtocolVersion,
  ApplicationTargetGroup,
  ListenerAction,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { MisuseError } from '../../errors';
import type { ApplicationExposure } from './exposure';
import { claimPriority, requireNoDefaultAction } from './listener-claim';
import { commonGroupProps, type Placed, targetOf } from './placed';
import { renderHealth } from './target-health';

/** The conditions and the priority of a rule, both given. */
type Rule = Required<Pick<ApplicationExposure, 'conditions' | 'priority'>>;

/**
 * Puts a port behind a listener of an Application Load Balancer. With conditions, target group and rule live with the
 * service, wherever the listener is; without, the target group lives with the listener, whose default action it is, so
 * that neither stack needs the other twice.
 *
 * @throws MisuseError `ListenerRule`, `ListenerRuleTaken`, `TargetHealth`
 */
export function exposeToApplication(placed: Placed<ApplicationExposure>): ApplicationTargetGroup {
  const { service, exposure, shifting } = placed;
  const rule = ruleOf(exposure, service);
  if (exposure.test !== undefined && !shifting) {
    throw new MisuseError('ListenerRule', 'test traffic needs a blue-green, linear or canary deployment', service);
  }
  if (rule !== undefined) return exposeByRule(placed, rule);
  if (shifting) {
    throw new MisuseError(
      'ListenerRule',
      'a deployment that shifts traffic rewrites a rule of its own; give conditions and a priority (path pattern /* takes everything)',
      service,
    );
  }
  return exposeByDefault(placed);
}

function exposeByDefault(placed: Placed<ApplicationExposure>): ApplicationTargetGroup {
  const { service, exposure, id } = placed;
  const { listener } = exposure;
  if (!(listener instanceof ApplicationListener)) {
    throw new MisuseError(
      'ListenerRule',
      'an imported listener keeps its default action; give conditions and a priority',
      service,
    );
  }
  requireNoDefaultAction(listener, service);
  const scope = new Construct(listener, `${service.node.id}-${id}`);
  const group = newTargetGroup(scope, 'TargetGroup', placed);
  listener.addTargetGroups(id, { targetGroups: [group] });
  group.addTarget(service.loadBalancerTarget(targetOf(placed)));
  return group;
}

function exposeByRule(placed: Placed<ApplicationExposure>, rule: Rule): ApplicationTargetGroup {
  const { service, exposure, id, shifting } = placed;
  const { listener, test } = exposure;
  const scope = new Construct(service, id);
  const group = newTargetGroup(scope, 'TargetGroup', placed);
  const alternate = shifting ? newTargetGroup(scope, 'AlternateTargetGroup', placed) : undefined;
  claimPriority(listener, rule.priority, service);
  const production = new ApplicationListenerRule(scope, 'Rule', {
    listener,
    priority: rule.priority,
    conditions: [...rule.conditions],
    action: alternate ? startingAt(group, alternate) : ListenerAction.forward([group]),
  });
  if (alternate === undefined) {
    group.addTarget(service.loadBalancerTarget(targetOf(placed)));
    return group;
  }
  const alternateTarget = new AlternateTarget(`${id}Alternate`, {
    alternateTargetGroup: alternate,
    productionListener: ListenerRuleConfiguration.applicationListenerRule(production),
    testListener:
      test && ListenerRuleConfiguration.applicationListenerRule(testRule(scope, placed, test, alternate, group)),
  });
  group.addTarget(service.loadBalancerTarget({ ...targetOf(placed), alternateTarget }));
  return group;
}

function testRule(
  scope: Construct,
  { service }: Placed<ApplicationExposure>,
  { listener, conditions, priority }: NonNullable<ApplicationExposure['test']>,
  alternate: ApplicationTargetGroup,
  group: ApplicationTargetGroup,
): ApplicationListenerRule {
  claimPriority(listener, priority, service);
  return new ApplicationListenerRule(scope, 'TestRule', {
    listener,
    priority,
    conditions: [...conditions],
    action: startingAt(alternate, group),
  });
}

/** Attaches both groups to the load balancer, with all traffic at the first; ECS moves the weights from then on. */
function startingAt(first: ApplicationTargetGroup, second: ApplicationTargetGroup): ListenerAction {
  return ListenerAction.weightedForward([
    { targetGroup: first, weight: 100 },
    { targetGroup: second, weight: 0 },
  ]);
}

function newTargetGroup(scope: Construct, id: string, placed: Placed<ApplicationExposure>): ApplicationTargetGroup {
  const { health = {}, protocol, protocolVersion, slowStart, stickiness } = placed.exposure;
  const speaks = protocolVersion === ApplicationProtocolVersion.GRPC ? 'grpc' : 'http';
  return new ApplicationTargetGroup(scope, id, {
    ...commonGroupProps(placed),
    protocol: protocol ?? ApplicationProtocol.HTTP,
    protocolVersion,
    slowStart,
    stickinessCookieDuration: stickiness,
    healthCheck: renderHealth(health, speaks, placed.service),
  });
}

function ruleOf({ conditions, priority }: ApplicationExposure, service: BaseService): Rule | undefined {
  if (conditions === undefined && priority === undefined) return undefined;
  if (conditions === undefined || conditions.length === 0 || priority === undefined) {
    throw new MisuseError('ListenerRule', 'conditions and priority go together; give both or neither', service);
  }
  return { conditions, priority };
}
