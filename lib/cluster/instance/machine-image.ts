import type { IMachineImage } from 'aws-cdk-lib/aws-ec2';
import { InstanceArchitecture } from 'aws-cdk-lib/aws-ec2';
import {
  AmiHardwareType,
  BottleRocketImage,
  BottlerocketEcsVariant,
  EcsOptimizedImage,
  MachineImageType,
} from 'aws-cdk-lib/aws-ecs';
import type { IConstruct } from 'constructs';
import { MisuseError } from '../../errors';
import type { Platform } from './platform';

/**
 * The operating system of a capacity's instances. Amazon Linux 2 is not offered: its support ended on 30 June 2026.
 */
export type OperatingSystem = 'al2023' | 'bottlerocket';

/** How the L2 writes user data for an operating system. */
export const MACHINE_IMAGE_TYPE: { readonly [S in OperatingSystem]: MachineImageType } = {
  // The L2's name; the file it writes is the same on Amazon Linux 2023.
  al2023: MachineImageType.AMAZON_LINUX_2,
  bottlerocket: MachineImageType.BOTTLEROCKET,
};

/**
 * The newest ECS-optimized image for a platform, found by CloudFormation in AWS's public SSM parameters.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-optimized_AMI.html
 * @throws MisuseError `MachineImageMissing` when AWS publishes none
 */
export function machineImage(system: OperatingSystem, platform: Platform, scope: IConstruct): IMachineImage {
  const { architecture, accelerator } = platform;
  if (system === 'bottlerocket') {
    if (accelerator === 'neuron') throw missing('Bottlerocket has no ECS variant for Neuron; take al2023', scope);
    return new BottleRocketImage({
      variant: accelerator === 'gpu' ? BottlerocketEcsVariant.AWS_ECS_2_NVIDIA : BottlerocketEcsVariant.AWS_ECS_2,
      architecture: architecture === 'arm64' ? InstanceArchitecture.ARM_64 : InstanceArchitecture.X86_64,
    });
  }
  if (architecture === 'x86_64') return EcsOptimizedImage.amazonLinux2023(HARDWARE[accelerator ?? 'none']);
  if (accelerator) throw missing(`al2023 has no arm64 image for ${accelerator}; take bottlerocket, or x86_64`, scope);
  return EcsOptimizedImage.amazonLinux2023(AmiHardwareType.ARM);
}

const HARDWARE = {
  none: AmiHardwareType.STANDARD,
  gpu: AmiHardwareType.GPU,
  neuron: AmiHardwareType.NEURON,
};

function missing(message: string, scope: IConstruct): MisuseError {
  return new MisuseError('MachineImageMissing', message, scope);
}
