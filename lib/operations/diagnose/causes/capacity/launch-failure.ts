/** Why Auto Scaling could not launch an instance. */
export type LaunchFailureReason =
  | 'vcpu-quota'
  | 'spot-quota'
  | 'volume-quota'
  | 'insufficient-capacity'
  | 'spot-price'
  | 'type-not-in-zone'
  | 'not-supported'
  | 'no-free-addresses'
  | 'launch-template'
  | 'permission'
  | 'encryption-key'
  | 'hook-abandoned'
  | 'account'
  | 'throttled'
  | 'other';

/**
 * The words by which a status message tells its reason; the first that fits counts.
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/ts-as-instancelaunchfailure.html
 */
const REASONS: readonly (readonly [RegExp, LaunchFailureReason])[] = [
  [/VcpuLimitExceeded|current vCPU limit|InstanceLimitExceeded|current instance limit/i, 'vcpu-quota'],
  [/MaxSpotInstanceCountExceeded|Max spot instance count exceeded/i, 'spot-quota'],
  [/VolumeLimitExceeded|maximum \S+ storage limit/i, 'volume-quota'],
  [/SpotMaxPriceTooLow|lower than the minimum required Spot/i, 'spot-price'],
  [/not supported in your requested Availability Zone|Availability Zone is no longer supported/i, 'type-not-in-zone'],
  [
    /InsufficientInstanceCapacity|not have sufficient .*capacity|no Spot capacity|UnfulfillableCapacity|InsufficientHostCapacity|InsufficientReservedInstanceCapacity|ReservationCapacityExceeded/i,
    'insufficient-capacity',
  ],
  [/InsufficientFreeAddresses|not enough free addresses/i, 'no-free-addresses'],
  [/\bKMS\b|KMSKey|Client\.InternalError/, 'encryption-key'],
  [
    /not authorized|UnauthorizedOperation|AccessDenied|ServiceLinkedRole|service-linked role|do not have permission|assum\w+ (the )?role/i,
    'permission',
  ],
  [/Lifecycle Action.*(abandon|ABANDON)|ABANDON Result/, 'hook-abandoned'],
  [
    /not subscribed|OptInRequired|PendingVerification|account is currently blocked|request for accessing resources/i,
    'account',
  ],
  [/RequestLimitExceeded|Request limit exceeded|Throttling/i, 'throttled'],
  [
    /launch template|launch configuration|InvalidAMI|image id|\bAMIs?\b|architecture .* does not match|InvalidGroup|security group|InvalidKeyPair|key pair|InvalidSubnet|subnet ID|InvalidParameter|Instance Profile|device name|virtualName|block device|Placement groups?\b/i,
    'launch-template',
  ],
  [/currently not supported|Unsupported/i, 'not-supported'],
];

/** The reason that the status message of a scaling activity tells. */
export const launchFailureReason = (message: string): LaunchFailureReason =>
  REASONS.find(([words]) => words.test(message))?.[1] ?? 'other';
