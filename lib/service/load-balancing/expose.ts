import { type BaseService, NetworkMode } from 'aws-cdk-lib/aws-ecs';
import {
  ApplicationTargetGroup,
  NetworkListener,
  type NetworkTargetGroup,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { MisuseError } from '../../errors';
import { findPort, reachablePort } from '../container-port';
import { exposeToApplication } from './application-target';
import {
  type ApplicationExposure,
  type ExposureOptions,
  isGroup,
  type NamedExposure,
  type NetworkExposure,
  type TargetGroupExposure,
} from './exposure';
import { exposeToNetwork } from './network-target';
import { type Placed, targetOf } from './placed';

/** ECS registers a task at no more target groups. */
const MAX_TARGET_GROUPS = 5;

/**
 * Puts ports of a service behind load balancers, and lets the load balancers in.
 *
 * @returns the target groups, in the order of the exposures
 * @throws MisuseError `ExposureTooMany`, `NetworkModeMismatch`, `ContainerUnknown`, `PortUnknown`, `PortNotSingle`,
 * `ListenerRule`, `ListenerRuleTaken`, `NetworkClients`, `TargetHealth`
 */
export function expose(
  service: BaseService,
  exposures: readonly NamedExposure[],
  shifting: boolean,
): (ApplicationTargetGroup | NetworkTargetGroup)[] {
  if (exposures.length > MAX_TARGET_GROUPS) {
    throw new MisuseError(
      'ExposureTooMany',
      `${exposures.length} target groups; ECS takes at most ${MAX_TARGET_GROUPS} a service`,
      service,
    );
  }
  if (exposures.length > 0 && service.taskDefinition.networkMode === NetworkMode.NONE) {
    throw new MisuseError('NetworkModeMismatch', 'network mode none has no ports to expose; take another', service);
  }
  const ids = new Map<string, number>();
  return exposures.map((exposure) => {
    const name = `${exposure.container}-${exposure.port}`;
    const count = (ids.get(name) ?? 0) + 1;
    ids.set(name, count);
    const port = findPort(service.taskDefinition, exposure, service);
    return exposeOne({ service, exposure, port, shifting, id: count === 1 ? name : `${name}-${count}` });
  });
}

function exposeOne(placed: Placed<ExposureOptions>): ApplicationTargetGroup | NetworkTargetGroup {
  const { exposure } = placed;
  if (isGroup(exposure)) return exposeToGroup({ ...placed, exposure });
  return isNetwork(exposure) ? exposeToNetwork({ ...placed, exposure }) : exposeToApplication({ ...placed, exposure });
}

function isNetwork(
  exposure: NamedExposure<ApplicationExposure | NetworkExposure>,
): exposure is NamedExposure<NetworkExposure> {
  return exposure.listener instanceof NetworkListener;
}

function exposeToGroup(placed: Placed<TargetGroupExposure>): ApplicationTargetGroup | NetworkTargetGroup {
  const { service, exposure, shifting } = placed;
  const { targetGroup, alternateTarget, clients = [] } = exposure;
  if (shifting !== (alternateTarget !== undefined)) {
    const fix = shifting ? 'needs an alternateTarget' : 'has no use for an alternateTarget';
    throw new MisuseError('ListenerRule', `this deployment strategy ${fix} beside a targetGroup`, service);
  }
  const target = service.loadBalancerTarget({ ...targetOf(placed), alternateTarget });
  if (targetGroup instanceof ApplicationTargetGroup) targetGroup.addTarget(target);
  else targetGroup.addTarget(target);
  const reachable = reachablePort(service.taskDefinition.networkMode, placed.port.mapping);
  for (const client of clients) service.connections.allowFrom(client, reachable, 'Client to target');
  return targetGroup;
}
