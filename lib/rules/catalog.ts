import { containerDependency } from './container/container-dependency';
import { containerEnvironment } from './container/container-environment';
import { containerEssential } from './container/container-essential';
import { containerLinks } from './container/container-links';
import { containerMemory } from './container/container-memory';
import { containerName } from './container/container-name';
import { containerRestart } from './container/container-restart';
import { containerVolume } from './container/container-volume';
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
import { networkListenerOrder } from './network/network-listener-order';
import { networkPublicAddress } from './network/network-public-address';
import { networkTargetGroup } from './network/network-target-group';
import type { Rule } from './rule';
import { scalingDaemonStrategy } from './scaling/scaling-daemon-strategy';
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
  // rollout
  // scaling
  scalingDaemonStrategy,
  // network
  networkAssignPublicAddress,
  networkListenerOrder,
  networkPublicAddress,
  networkTargetGroup,
  // image
  imageArchitecture,
  imageEmptyRepository,
  imageLifecycle,
  imageMutableTag,
  // container
  containerDependency,
  containerEnvironment,
  containerEssential,
  containerLinks,
  containerMemory,
  containerName,
  containerRestart,
  containerVolume,
  // security
  securityPlainSecret,
  securityPrivileged,
  securitySecretArn,
  securitySecretGrant,
  // delete
  deleteOrder,
  deleteProtectedInstances,
  deleteRepository,
  // cost
];
