/** Why Auto Scaling could not launch an instance. */
export type LaunchFailureReason =
  | 'vcpu-quota'
  | 'spot-quota'
  | 'insufficient-capacity'
  | 'type-not-in-zone'
  | 'no-free-addresses'
  | 'launch-template'
  | 'permission'
  | 'encryption-key'
  | 'other';

/** The words by which a status message tells its reason; the first that fits counts. */
const REASONS: readonly (readonly [RegExp, LaunchFailureReason])[] = [
  [/VcpuLimitExceeded|current vCPU limit|InstanceLimitExceeded/i, 'vcpu-quota'],
  [/MaxSpotInstanceCountExceeded|Max spot instance count exceeded/i, 'spot-quota'],
  [/not supported in your requested Availability Zone|type is not supported|Unsupported/i, 'type-not-in-zone'],
  [
    /InsufficientInstanceCapacity|not have sufficient .*capacity|no Spot capacity|UnfulfillableCapacity/i,
    'insufficient-capacity',
  ],
  [/InsufficientFreeAddresses|not enough free addresses/i, 'no-free-addresses'],
  [/KMS|InternalError: Client error on launch/i, 'encryption-key'],
  [/not authorized|UnauthorizedOperation|AccessDenied|ServiceLinkedRole|assume role/i, 'permission'],
  [
    /launch template|launch configuration|InvalidAMI|image id|AMI|InvalidGroup|security group|InvalidKeyPair|key pair|InvalidSubnet|InvalidParameter|Invalid IAM Instance Profile/i,
    'launch-template',
  ],
];

/** The reason that the status message of a scaling activity tells. */
export const launchFailureReason = (message: string): LaunchFailureReason =>
  REASONS.find(([words]) => words.test(message))?.[1] ?? 'other';
