import type { AutoScalingGroup, CfnAutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { AsgCapacityProvider } from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import { MisuseError } from '../../errors';
import { MACHINE_IMAGE_TYPE, type OperatingSystem } from '../instance/machine-image';
import { ScaleInTeardown } from '../teardown/scale-in-teardown';
import { requireScaling } from './managed-scaling';
import type { CapacitySpec } from './purchase-options';

/**
 * The capacity provider of a group: scaling as declared, draining always, protection only with its teardown.
 *
 * @param functions where the function is kept that all teardowns of a cluster share
 * @throws MisuseError `ManagedScalingRange`, `ScaleInProtectionWithoutScaling`, `ScaleInProtectionStopsUpdate`
 */
export function capacityProvider(
  scope: Construct,
  spec: CapacitySpec,
  group: AutoScalingGroup,
  system: OperatingSystem,
  functions: Construct,
): AsgCapacityProvider {
  const scaling = spec.scaling ?? {};
  if (scaling !== 'off') requireScaling(scaling, scope);
  const isProtected = 'scaleInProtection' in spec && spec.scaleInProtection === true;
  if (isProtected) requireProtectable(spec, group, scope);
  const provider = new AsgCapacityProvider(scope, 'Provider', {
    autoScalingGroup: group,
    machineImageType: MACHINE_IMAGE_TYPE[system],
    enableManagedDraining: true,
    enableManagedTerminationProtection: isProtected,
    ...(scaling === 'off'
      ? { enableManagedScaling: false }
      : {
          targetCapacityPercent: scaling.targetCapacityPercent,
          minimumScalingStepSize: scaling.minimumStep,
          maximumScalingStepSize: scaling.maximumStep,
          instanceWarmupPeriod: scaling.instanceWarmup?.toSeconds(),
        }),
  });
  if (isProtected) provider.node.addDependency(new ScaleInTeardown(scope, 'Teardown', group, functions));
  return provider;
}

function requireProtectable(spec: CapacitySpec, group: AutoScalingGroup, scope: Construct): void {
  if (spec.scaling === 'off') {
    throw new MisuseError(
      'ScaleInProtectionWithoutScaling',
      "scaleInProtection works only with managed scaling: leave out scaling 'off' or the protection",
      scope,
    );
  }
  if ((group.node.defaultChild as CfnAutoScalingGroup).cfnOptions.updatePolicy?.autoScalingRollingUpdate) {
    throw new MisuseError(
      'ScaleInProtectionStopsUpdate',
      'a rolling update waits for instances that scaleInProtection keeps: take UpdatePolicy.instanceRefresh(…), and say ' +
        'in it what happens to protected instances',
      scope,
    );
  }
}
