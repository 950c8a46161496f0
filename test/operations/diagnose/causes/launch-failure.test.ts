import { launchFailureReason } from '../../../../lib/operations/diagnose/causes/capacity/launch-failure';

const failed = ' Launching EC2 instance failed.';

/** What Auto Scaling really says, cut to what tells; beside each, where it was seen. */
test.each([
  [
    'kops#15778',
    'vcpu-quota',
    `You have requested more vCPU capacity than your current vCPU limit of 384 allows for the instance bucket that the specified instance type belongs to.${failed}`,
  ],
  [
    'aws-s3-virusscan#55',
    'vcpu-quota',
    `You have requested more instances (1) than your current instance limit of 0 allows for the specified instance type.${failed}`,
  ],
  ['scrapoxy#202', 'vcpu-quota', 'VcpuLimitExceeded'],
  ['deepracer-on-the-spot#55', 'spot-quota', `Max spot instance count exceeded.${failed}`],
  ['EC2 API errors', 'spot-quota', 'MaxSpotInstanceCountExceeded'],
  [
    'cortex#1258',
    'insufficient-capacity',
    `Could not launch Spot Instances. InsufficientInstanceCapacity - There is no Spot capacity available that matches your request.${failed}`,
  ],
  [
    'cloudbreak#11254',
    'insufficient-capacity',
    `Could not launch Spot Instances. UnfulfillableCapacity - Unable to fulfill capacity due to your request configuration.${failed}`,
  ],
  [
    'terraform-aws-gitlab-runner#756',
    'insufficient-capacity',
    `We currently do not have sufficient t3.medium capacity in the Availability Zone you requested (eu-central-1a). Our system will be working on provisioning additional capacity. You can currently get t3.medium capacity by not specifying an Availability Zone in your request.${failed}`,
  ],
  [
    'copr#3279',
    'insufficient-capacity',
    "We currently do not have sufficient c7i.8xlarge capacity in zones with support for 'gp3' volumes.",
  ],
  [
    'docs: ts-as-instancelaunchfailure',
    'type-not-in-zone',
    `Your requested instance type (m7g.large) is not supported in your requested Availability Zone (us-east-1e). Please retry your request by not specifying an Availability Zone or choosing us-east-1a.${failed}`,
  ],
  [
    'docs: ts-as-instancelaunchfailure',
    'type-not-in-zone',
    `The requested Availability Zone is no longer supported. Please retry your request by not specifying an Availability Zone or choosing us-east-1a.${failed}`,
  ],
  ['docs: ts-as-instancelaunchfailure', 'not-supported', 'The requested configuration is currently not supported.'],
  ['EC2 API errors', 'not-supported', 'UnsupportedOperation'],
  [
    'EC2 API errors',
    'no-free-addresses',
    `There are not enough free addresses in subnet 'subnet-0abc' to satisfy the requested number of instances.${failed}`,
  ],
  ['docs: ts-as-instancelaunchfailure', 'launch-template', `The security group 'sg-0abc' does not exist.${failed}`],
  ['docs: ts-as-instancelaunchfailure', 'launch-template', `The key pair 'ops' does not exist.${failed}`],
  ['docs: ts-as-instancelaunchfailure', 'launch-template', `Invalid device name upload.${failed}`],
  [
    'docs: ts-as-instancelaunchfailure',
    'launch-template',
    `Placement groups may not be used with instances of type 'm1.large'.${failed}`,
  ],
  ['EC2 API errors', 'launch-template', `The image id '[ami-0abc]' does not exist.${failed}`],
  ['EC2 API errors', 'launch-template', `Invalid IAM Instance Profile name.${failed}`],
  [
    'EC2 API errors',
    'launch-template',
    `The architecture 'arm64' of the specified instance type does not match the architecture 'x86_64' of the specified AMI.${failed}`,
  ],
  ['EC2 API errors', 'launch-template', 'The specified launch template, with template ID lt-0abc, does not exist.'],
  [
    'docs: launch template permissions',
    'permission',
    `You must use a valid fully-formed launch template. You are not authorized to perform this operation. Encoded authorization failure message: 4TkJ${failed}`,
  ],
  [
    'EC2 Spot, service-linked role',
    'permission',
    `The provided credentials do not have permission to create the service-linked role for EC2 Spot Instances.${failed}`,
  ],
  [
    'terraform-aws-autoscaling#109',
    'encryption-key',
    'Instance became unhealthy while waiting for instance to be in InService state. Termination Reason: Client.InternalError: Client error on launch',
  ],
  [
    'EC2 state reasons',
    'encryption-key',
    'Instance became unhealthy while waiting for instance to be in InService state. Termination Reason: Client.InvalidKMSKey.InvalidState: The KMS key provided is in an incorrect state',
  ],
  [
    'devops-01-Final-TeamG#90',
    'hook-abandoned',
    "Instance failed to complete user's Lifecycle Action: Lifecycle Action with token a054c99b was abandoned: Lifecycle Action Completed with ABANDON Result",
  ],
  [
    'docs: ts-as-instancelaunchfailure',
    'account',
    'You are not subscribed to this service. Please see https://aws.amazon.com/.',
  ],
  ['terraform-aws-gitlab-runner#756', 'throttled', 'RequestLimitExceeded: Request limit exceeded.'],
  [
    'EC2 API errors',
    'spot-price',
    'SpotMaxPriceTooLow: Your Spot request price of 0.01 is lower than the minimum required Spot request fulfillment price of 0.02.',
  ],
  [
    'EC2 API errors',
    'volume-quota',
    'VolumeLimitExceeded: You have exceeded your maximum gp3 storage limit of 50 TiB in this region.',
  ],
  ['-', 'other', 'Something nobody foresaw, in the instance family of your choice.'],
])('%s: %s', (_, reason, message) => {
  expect(launchFailureReason(message)).toBe(reason);
});
