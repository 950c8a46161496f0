import { Token } from 'aws-cdk-lib';
import type { CfnLaunchTemplate } from 'aws-cdk-lib/aws-ec2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IConstruct } from 'constructs';
import { requireWhole } from '../whole-number';
import type { OperatingSystem } from './machine-image';

/** The volume that holds an instance's container images, layers, logs and ephemeral task storage: gp3, always encrypted. */
export interface RootVolume {
  /**
   * The size in GiB; 30 to 65,536.
   *
   * @default 60 - twice the image's own: each release adds an image, and the agent removes unused ones only after an
   * hour, five every half hour
   */
  readonly sizeGiB?: number;

  /**
   * The operations a second; 3,000 to 80,000 and at most 500 for each GiB.
   *
   * @default 3000 - what gp3 includes
   */
  readonly iops?: number;

  /**
   * The throughput in MiB a second; 125 to 2,000 and at most a quarter of the operations.
   *
   * @default 125 - what gp3 includes
   */
  readonly throughputMiBps?: number;

  /**
   * The KMS key. A key of this app gets the statements that let EC2 Auto Scaling launch instances with it; give an
   * imported key those statements yourself.
   *
   * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html
   * @default - the account's key for EBS (aws/ebs)
   */
  readonly encryptionKey?: IKey;
}

/** Where the images live: Bottlerocket keeps its system apart, on a volume whose size is its own affair. */
const DATA_DEVICE: { readonly [S in OperatingSystem]: string } = { al2023: '/dev/xvda', bottlerocket: '/dev/xvdb' };

/**
 * The block devices of the launch template.
 *
 * @see https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html
 * @throws MisuseError `RootVolumeRange`
 */
export function blockDevices(
  volume: RootVolume,
  system: OperatingSystem,
  scope: IConstruct,
): CfnLaunchTemplate.BlockDeviceMappingProperty[] {
  const { sizeGiB = 60, iops = 3_000, throughputMiBps = 125, encryptionKey } = volume;
  const check = (what: string, value: number, min: number, max: number) =>
    requireWhole('RootVolumeRange', what, value, { min, max }, scope);
  check('sizeGiB', sizeGiB, 30, 65_536);
  check('iops', iops, 3_000, capped(80_000, sizeGiB, 500));
  check('throughputMiBps', throughputMiBps, 125, capped(2_000, iops, 1 / 4));
  const encrypted = { encrypted: true, kmsKeyId: encryptionKey?.keyArn, volumeType: 'gp3', deleteOnTermination: true };
  return [
    ...(system === 'bottlerocket' ? [{ deviceName: '/dev/xvda', ebs: encrypted }] : []),
    { deviceName: DATA_DEVICE[system], ebs: { ...encrypted, volumeSize: sizeGiB, iops, throughput: throughputMiBps } },
  ];
}

/** The lower of a limit and what a size allows; a token allows everything. */
function capped(limit: number, size: number, factor: number): number {
  return Token.isUnresolved(size) ? limit : Math.min(limit, Math.floor(size * factor));
}
