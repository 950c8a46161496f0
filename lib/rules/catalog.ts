import { capacityDesired } from './capacity/capacity-desired';
import { capacityMixedSizes } from './capacity/capacity-mixed-sizes';
import { capacityPeak } from './capacity/capacity-peak';
import { capacitySingleZone } from './capacity/capacity-single-zone';
import { containerDependency } from './container/container-dependency';
import { containerEfs } from './container/container-efs';
import { containerEnvironment } from './container/container-environment';
import { containerEssential } from './container/container-essential';
import { containerExec } from './container/container-exec';
import { containerLinks } from './container/container-links';
import { containerMemory } from './container/container-memory';
import { containerName } from './container/container-name';
import { containerRestart } from './container/container-restart';
import { containerStopTimeout } from './container/container-stop-timeout';
import { containerVolume } from './container/container-volume';
import { costIdle } from './cost/cost-idle';
import { costNatPulls } from './cost/cost-nat-pulls';
import { deleteOrder } from './delete/delete-order';
import { deleteProtectedInstances } from './delete/delete-protected-instances';
import { deleteRepository } from './delete/delete-repository';
import { fitArchitecture } from './fit/fit-architecture';
import { fitAttributes } from './fit/fit-attributes';
import { fitConstraint } from './fit/fit-constraint';
import { fitCpu } from './fit/fit-cpu';
import { fitExpression } from './fit/fit-expression';
import { fitGpu } from './fit/fit-gpu';
import { fitMachineImage } from './fit/fit-machine-image';
import { fitMemory } from './fit/fit-memory';
import { fitNetworkInterfaces } from './fit/fit-network-interfaces';
import { fitPorts } from './fit/fit-ports';
import { fitRegion } from './fit/fit-region';
import { fitTight } from './fit/fit-tight';
import { imageArchitecture } from './image/image-architecture';
import { imageEmptyRepository } from './image/image-empty-repository';
import { imageLifecycle } from './image/image-lifecycle';
import { imageMutableTag } from './image/image-mutable-tag';
import { networkAssignPublicAddress } from './network/network-assign-public-address';
import { networkEgress } from './network/network-egress';
import { networkEphemeralPort } from './network/network-ephemeral-port';
import { networkHostPort } from './network/network-host-port';
import { networkListenerOrder } from './network/network-listener-order';
import { networkPublicAddress } from './network/network-public-address';
import { networkReservedPort } from './network/network-reserved-port';
import { networkSecurityGroup } from './network/network-security-group';
import { networkTargetGroup } from './network/network-target-group';
import { networkZone } from './network/network-zone';
import { networkZoneCoverage } from './network/network-zone-coverage';
import { rolloutBlueGreen } from './rollout/rollout-blue-green';
import { rolloutBreaker } from './rollout/rollout-breaker';
import { rolloutDeadlock } from './rollout/rollout-deadlock';
import { rolloutDowntime } from './rollout/rollout-downtime';
import { rolloutDrain } from './rollout/rollout-drain';
import { rolloutGrace } from './rollout/rollout-grace';
import { rolloutSurge } from './rollout/rollout-surge';
import { rolloutTime } from './rollout/rollout-time';
import type { Rule } from './rule';
import { scalingColdStart } from './scaling/scaling-cold-start';
import { scalingDaemonStrategy } from './scaling/scaling-daemon-strategy';
import { scalingDesiredReset } from './scaling/scaling-desired-reset';
import { scalingInstanceWeights } from './scaling/scaling-instance-weights';
import { scalingLaunchType } from './scaling/scaling-launch-type';
import { scalingOscillation } from './scaling/scaling-oscillation';
import { scalingRebalancing } from './scaling/scaling-rebalancing';
import { scalingStrategy } from './scaling/scaling-strategy';
import { securityImdsV1 } from './security/security-imds-v1';
import { securityInstanceRole } from './security/security-instance-role';
import { securityPlainSecret } from './security/security-plain-secret';
import { securityPrivileged } from './security/security-privileged';
import { securitySecretArn } from './security/security-secret-arn';
import { securitySecretGrant } from './security/security-secret-grant';

/** Every rule, by family. The order is that of `docs/rules.md` and of findings of one severity. */
export const CATALOG: readonly Rule[] = [
  // fit
  fitCpu,
  fitMemory,
  fitGpu,
  fitNetworkInterfaces,
  fitPorts,
  fitAttributes,
  fitArchitecture,
  fitMachineImage,
  fitConstraint,
  fitExpression,
  fitRegion,
  fitTight,
  // capacity
  capacityDesired,
  capacityPeak,
  capacityMixedSizes,
  capacitySingleZone,
  // rollout
  rolloutDeadlock,
  rolloutSurge,
  rolloutBlueGreen,
  rolloutDowntime,
  rolloutBreaker,
  rolloutGrace,
  rolloutDrain,
  rolloutTime,
  // scaling
  scalingDaemonStrategy,
  scalingLaunchType,
  scalingStrategy,
  scalingInstanceWeights,
  scalingRebalancing,
  scalingOscillation,
  scalingDesiredReset,
  scalingColdStart,
  // network
  networkEgress,
  networkZone,
  networkHostPort,
  networkReservedPort,
  networkSecurityGroup,
  networkTargetGroup,
  networkAssignPublicAddress,
  networkPublicAddress,
  networkEphemeralPort,
  networkListenerOrder,
  networkZoneCoverage,
  // image
  imageArchitecture,
  imageEmptyRepository,
  imageLifecycle,
  imageMutableTag,
  // container
  containerDependency,
  containerEfs,
  containerEnvironment,
  containerEssential,
  containerExec,
  containerLinks,
  containerMemory,
  containerName,
  containerRestart,
  containerStopTimeout,
  containerVolume,
  // security
  securityImdsV1,
  securityInstanceRole,
  securityPlainSecret,
  securityPrivileged,
  securitySecretArn,
  securitySecretGrant,
  // delete
  deleteOrder,
  deleteProtectedInstances,
  deleteRepository,
  // cost
  costIdle,
  costNatPulls,
];
