import { Tokenization } from 'aws-cdk-lib';
import { Port } from 'aws-cdk-lib/aws-ec2';
import { AlternateTarget, ListenerRuleConfiguration, Protocol as TransportProtocol } from 'aws-cdk-lib/aws-ecs';
import { NetworkListenerAction, NetworkTargetGroup, Protocol } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { MisuseError } from '../../errors';
import { reachablePort } from '../container-port';
import type { NetworkExposure } from './exposure';
import { requireNoDefaultAction } from './listener-claim';
import { commonGroupProps, type Placed, targetOf } from './placed';
import { renderHealth } from './target-health';

/**
 * Puts a port behind a listener of a Network Load Balancer, as its default action; the target group lives with the
 * listener. The L2 opens no security group for it, so it is done here.
 *
 * @throws MisuseError `NetworkClients`, `ListenerRule`, `ListenerRuleTaken`, `TargetHealth`
 */
export function exposeToNetwork(placed: Placed<NetworkExposure>): NetworkTargetGroup {
  const { service, exposure, id, port, shifting } = placed;
  const { listener, test, healthPort, clients = [] } = exposure;
  if (test !== undefined && !shifting) {
    throw new MisuseError('ListenerRule', 'test traffic needs a blue-green, linear or canary deployment', service);
  }
  const balancer = listener.loadBalancer;
  const guarded = balancer.connections.securityGroups.length > 0;
  if (!guarded && clients.length === 0) {
    throw new MisuseError(
      'NetworkClients',
      `load balancer ${balancer.node.path} has no security group; give it one, or name the clients that may reach the tasks`,
      service,
    );
  }
  requireNoDefaultAction(listener, service);
  const scope = new Construct(listener, `${service.node.id}-${id}`);
  const group = newTargetGroup(scope, 'TargetGroup', placed);
  const alternate = shifting ? newTargetGroup(scope, 'AlternateTargetGroup', placed) : undefined;
  listener.addAction(id, { action: alternate ? startingAt(group, alternate) : NetworkListenerAction.forward([group]) });
  if (alternate && test) {
    requireNoDefaultAction(test.listener, service);
    test.listener.addAction(id, { action: startingAt(alternate, group) });
  }
  const alternateTarget =
    alternate &&
    new AlternateTarget(`${id}Alternate`, {
      alternateTargetGroup: alternate,
      productionListener: ListenerRuleConfiguration.networkListener(listener),
      testListener: test && ListenerRuleConfiguration.networkListener(test.listener),
    });
  group.addTarget(service.loadBalancerTarget({ ...targetOf(placed), alternateTarget }));
  const reachable = reachablePort(service.taskDefinition.networkMode, port.mapping);
  if (guarded) service.connections.allowFrom(balancer, reachable, 'Load balancer to target');
  if (guarded && healthPort !== undefined) {
    service.connections.allowFrom(balancer, Port.tcp(healthPort), 'Load balancer to health check');
  }
  for (const client of clients) service.connections.allowFrom(client, reachable, 'Client to target');
  return group;
}

/** Attaches both groups to the load balancer, with all traffic at the first; ECS moves the weights from then on. */
function startingAt(first: NetworkTargetGroup, second: NetworkTargetGroup): NetworkListenerAction {
  return NetworkListenerAction.weightedForward([
    { targetGroup: first, weight: 100 },
    { targetGroup: second, weight: 0 },
  ]);
}

function newTargetGroup(scope: Construct, id: string, placed: Placed<NetworkExposure>): NetworkTargetGroup {
  const { exposure, port, service } = placed;
  const { health = {}, healthPort, preserveClientIp } = exposure;
  const udp = port.mapping.protocol === TransportProtocol.UDP;
  if (udp && healthPort === undefined) {
    throw new MisuseError(
      'TargetHealth',
      'a UDP port cannot be asked for health; name a TCP port as healthPort',
      service,
    );
  }
  const speaks = health.path === undefined ? 'tcp' : 'http';
  return new NetworkTargetGroup(scope, id, {
    ...commonGroupProps(placed),
    port: port.mapping.containerPort,
    protocol: udp ? Protocol.UDP : Protocol.TCP,
    preserveClientIp,
    healthCheck: {
      protocol: speaks === 'http' ? Protocol.HTTP : Protocol.TCP,
      port: healthPort === undefined ? undefined : Tokenization.stringifyNumber(healthPort),
      ...renderHealth(health, speaks, service),
    },
  });
}
