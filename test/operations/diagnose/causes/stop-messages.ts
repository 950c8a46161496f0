export const pull = 'CannotPullContainerError: ';
const start = 'CannotStartContainerError: Error response from daemon: ';
const init = 'ResourceInitializationError: ';
const secrets = `${init}unable to pull secrets or registry auth: execution resource retrieval failed: `;
const user =
  'AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/exec/1f2e is not authorized to perform: ';

/** What AWS, the agent and Docker really send, cut to what tells; beside each, where it was seen. */
export const STOP_MESSAGES: readonly (readonly [seen: string, message: string, expected: object])[] = [
  // Pulls.
  ['amazon-ecs-agent#943', `${pull}API error (404): repository web not found`, { why: 'not-found' }],
  [
    'deploy-with-serverless#11',
    `${pull}API error (404): repository web not found: does not exist or no pull access`,
    { why: 'not-found' },
  ],
  [
    'docker-curriculum#218',
    `${pull}Error response from daemon: manifest for web:latest not found`,
    { why: 'not-found' },
  ],
  [
    'docker-curriculum#218',
    `${pull}Error response from daemon: pull access denied for web, repository does not exist or may require 'docker login'`,
    { why: 'not-found' },
  ],
  ['amazon-ecs-agent#422', `${pull}Tag latest not found in repository docker.io/library/web`, { why: 'not-found' }],
  [
    'docs: task_cannot_pull_image',
    `${pull}pull image manifest has been retried 1 time(s): failed to resolve ref 111122223333.dkr.ecr.eu-west-1.amazonaws.com/web:1: not found`,
    { why: 'not-found' },
  ],
  ['moby: registry error codes', `${pull}manifest unknown: Requested image not found`, { why: 'not-found' }],
  [
    'aws-cdk#14457',
    `${pull}inspect image has been retried 1 time(s): failed to resolve ref "web": unexpected status code [manifests 6981141]: 403 Forbidden`,
    { why: 'refused' },
  ],
  [
    'aws-cdk#29876',
    `${pull}pull image manifest has been retried 1 time(s): failed to resolve ref web:latest: pulling from host failed with status code [manifests latest]: 403 Forbidden`,
    { why: 'refused' },
  ],
  [
    'amazon-ecs-agent: registry auth',
    `${pull}Get https://111122223333.dkr.ecr.eu-west-1.amazonaws.com/v2/web/manifests/1: no basic auth credentials`,
    { why: 'refused' },
  ],
  [
    'docs: task_cannot_pull_image',
    `${pull}API error (500): Get https://111122223333.dkr.ecr.us-east-1.amazonaws.com/v2/: net/http: request canceled while waiting for connection`,
    { why: 'no-network' },
  ],
  ['docs: task_cannot_pull_image', `${pull}context canceled`, { why: 'no-network' }],
  [
    'repost: ecs-pull-container-error',
    `${pull}ref pull has been retried 5 time(s): dial tcp 52.94.0.1:443: i/o timeout`,
    { why: 'no-network' },
  ],
  [
    'aws-for-fluent-bit#234',
    `${pull}inspect image has been retried 5 time(s): httpReaderSeeker: failed open: unexpected status code https://registry-1.docker.io/v2/x/manifests/sha256:330a403b404c`,
    { why: 'other' },
  ],
  ['docs: task_cannot_pull_image', `${pull}toomanyrequests: Too Many Requests.`, { why: 'rate-limited' }],
  [
    'docs: task_cannot_pull_image',
    `${pull}You have reached your pull rate limit. You may increase the limit by authenticating and upgrading`,
    { why: 'rate-limited' },
  ],
  [
    'moby#39201',
    `${pull}no matching manifest for linux/arm64/v8 in the manifest list entries`,
    { why: 'wrong-platform' },
  ],
  [
    'hive-mind#962',
    `${pull}no matching manifest for linux/arm64/v8 in the manifest list entries: no match for platform in manifest: not found`,
    { why: 'wrong-platform' },
  ],
  [
    'containers-on-aws forums, by find_string',
    `${pull}image Manifest does not contain descriptor matching platform 'linux/arm64'`,
    { why: 'wrong-platform' },
  ],
  [
    'civic-devops#133',
    `${pull}write /var/lib/docker/tmp/GetImageBlob446879403: no space left on device`,
    { code: 'disk-full' },
  ],
  [
    'amazon-ecs-agent#932',
    `${pull}failed to register layer: ApplyLayer exit status 1 stdout: stderr: write /x: no space left on device`,
    { code: 'disk-full' },
  ],
  [
    'docs: CannotCreateContainerError',
    'CannotCreateContainerError: API error (500): devmapper: Thin Pool has 4350 free data blocks which is less than minimum required 4454',
    { code: 'disk-full' },
  ],
  [
    'amazon-ecs-agent: errors.go',
    `CannotPullECRContainerError: ${user}ecr:GetAuthorizationToken on resource: * because no identity-based policy allows it`,
    { code: 'permission-missing', action: 'ecr:GetAuthorizationToken' },
  ],
  // Secrets; the agent of EC2 says "Fetching secret data", Fargate "unable to retrieve secret".
  [
    'docs: unable-to-pull-secrets',
    "Fetching secret data from AWS Secrets Manager in region eu-west-1: secret arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf: ResourceNotFoundException: Secrets Manager can't find the specified secret.",
    { code: 'secret-missing', secret: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf' },
  ],
  [
    'ecs-agent.log, by find_string',
    'Fetching secret data from SSM Parameter Store in eu-west-1: invalid parameters: /demo/dev/MY_PARAMETER',
    { code: 'secret-missing', secret: '/demo/dev/MY_PARAMETER' },
  ],
  [
    'amazon-ecs-agent: asmsecret',
    'Fetching secret data from AWS Secrets Manager in region eu-west-1: secret arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf: retrieved secret from Secrets Manager did not contain json key password',
    { code: 'secret-missing' },
  ],
  [
    'New Relic: ECS integration',
    `Fetching secret data from AWS Secrets Manager in region eu-west-1: secret arn:x: ${user}secretsmanager:GetSecretValue on resource: arn:x`,
    { code: 'permission-missing', action: 'secretsmanager:GetSecretValue', resource: 'arn:x' },
  ],
  [
    'copilot-cli#4504',
    `${secrets}unable to retrieve secrets from ssm: service call has been retried 1 time(s): ${user}ssm:GetParameters on resource: arn:aws:ssm:eu-west-2:111122223333:parameter/ID because no identity-based policy allows the ssm:GetParameters action`,
    { code: 'permission-missing', action: 'ssm:GetParameters' },
  ],
  [
    'terraform-aws-directus#10',
    `${secrets}unable to retrieve secret from asm: failed to fetch secret arn:x from secrets manager: AccessDeniedException: Access to KMS is not allowed status code: 400`,
    { code: 'permission-missing', action: 'kms:Decrypt' },
  ],
  [
    'ecs-developer-guide#110',
    'Fetching secret data from AWS Secrets Manager in region us-east-1: secret arn:x: RequestError: send request failed caused by: Post https://secretsmanager.us-east-1.amazonaws.com/: dial tcp: lookup secretsmanager.us-east-1.amazonaws.com on 10.7.166.253:53: no such host',
    { code: 'service-unreachable', of: 'secrets' },
  ],
  [
    'releem-agent#195',
    `${secrets}unable to retrieve secret from asm: failed to fetch secret arn:x from secrets manager: RequestCanceled: request context canceled caused by: context deadline exceeded`,
    { code: 'service-unreachable', of: 'secrets' },
  ],
  [
    'repost: ecs-unable-to-pull-secrets',
    `${secrets}unable to retrieve ecr registry auth: service call has been retried 3 time(s): RequestError: send request failed caused by: Post "https://api.ecr.eu-west-1.amazonaws.com/": dial tcp 1.2.3.4:443: i/o timeout`,
    { code: 'image-not-pulled', why: 'no-network' },
  ],
  [
    'amazon-ecs-agent: envfile',
    'unable to download env file with key app.env from bucket b, error: RequestError: send request failed',
    { code: 'service-unreachable', of: 's3' },
  ],
  [
    'copilot-cli#3240',
    `${secrets}unable to retrieve secrets from ssm: service call has been retried 1 time(s): AccessDeniedException: User: ....`,
    { code: 'permission-missing' },
  ],
  [
    'repost: ecs-unable-to-pull-secrets',
    `${init}unable to pull secrets or registry auth: pull command failed: : signal: killed`,
    { code: 'resource-not-initialized' },
  ],
  // Logs.
  [
    'terraform-aws-nexus#35',
    `${start}failed to initialize logging driver: failed to create Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist.`,
    { code: 'log-group-missing' },
  ],
  [
    'repost: log group',
    `${init}failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist. : exit status 1`,
    { code: 'log-group-missing' },
  ],
  [
    'docker-curriculum#260',
    `${start}failed to initialize logging driver: failed to create Cloudwatch log group: ${user}logs:CreateLogGroup on resource: arn:x`,
    { code: 'permission-missing', action: 'logs:CreateLogGroup' },
  ],
  [
    'nf-tower#305',
    `${start}failed to initialize logging driver: failed to create Cloudwatch log stream: RequestError: send request failed caused by: Post https://logs.us-east-2.amazonaws.com/: dial tcp 10.20.10.16:443: i/o timeout`,
    { code: 'service-unreachable', of: 'logs' },
  ],
  [
    'serverless-static-wordpress#74',
    `${init}failed to validate logger args: failed to create Cloudwatch log stream: MissingEndpoint: 'Endpoint' configuration is required for this service`,
    { code: 'service-unreachable', of: 'logs' },
  ],
  // Volumes.
  [
    'amazon-ecs-cli#1083',
    `${init}failed to invoke EFS utils commands to set up EFS volumes: stderr: Failed to resolve "fs-0.efs.us-east-1.amazonaws.com" - check that your file system ID is correct.`,
    { code: 'volume-not-mounted', why: 'not-resolved' },
  ],
  [
    'compose-cli#1490',
    `${init}failed to invoke EFS utils commands to set up EFS volumes: stderr: mount.nfs4: Connection reset by peer : unsuccessful EFS utils command execution; code: 32`,
    { code: 'volume-not-mounted', why: 'no-network' },
  ],
  [
    'terraform-grafana#4',
    `${init}failed to invoke EFS utils commands to set up EFS volumes: stderr: b'mount.nfs4: mounting fs-0:/grafana failed, reason given by server: No such file or directory'`,
    { code: 'volume-not-mounted', why: 'no-directory' },
  ],
  [
    'cdk-eks-blueprints#1052',
    `${start}error while mounting volume 'x': mount.nfs4: access denied by server while mounting 127.0.0.1:/`,
    { code: 'volume-not-mounted', why: 'refused' },
  ],
  [
    'docker-volume-netshare#133',
    `${start}error while mounting volume '': VolumeDriver.Mount: exit status 32`,
    { code: 'volume-not-mounted', why: 'other' },
  ],
  // Starts.
  [
    'amazon-ecs-cli#78',
    'CannotStartContainerError: API error (500): Cannot start container 54b6: [8] System error: exec: "node index.js -t x": executable file not found in $PATH',
    { code: 'command-not-found' },
  ],
  [
    'amazon-ecs-agent#2954',
    `CannotStartContainerError: ${init}failed to create new container runtime task: OCI runtime create failed: starting container process caused: exec: "/opt/run.sh": stat /opt/run.sh: no such file or directory`,
    { code: 'command-not-found' },
  ],
  [
    'moby#20486',
    `${start}driver failed programming external connectivity on endpoint web: Bind for 0.0.0.0:80 failed: port is already allocated`,
    { code: 'port-taken' },
  ],
  [
    'vscode-docker#1222',
    `${start}Error starting userland proxy: listen tcp 0.0.0.0:80: bind: address already in use`,
    { code: 'port-taken' },
  ],
  [
    'stable-diffusion-webui-docker#474',
    `${start}could not select device driver "nvidia" with capabilities: [[gpu]]`,
    { code: 'container-not-started' },
  ],
  ['amazon-ecs-cli#194', 'CannotCreateContainerError: API error (500): Untar', { code: 'container-not-started' }],
  [
    'amazon-ecs-agent#1440',
    'DockerTimeoutError: Could not transition to created; timed out after waiting 4m0s',
    { code: 'docker-unresponsive' },
  ],
  [
    'containers-roadmap#833',
    'CannotInspectContainerError: Could not transition to inspecting; timed out after waiting 30s',
    { code: 'docker-unresponsive' },
  ],
  [
    'amazon-ecs-agent#4825',
    'Timeout waiting for network interface provisioning to complete.',
    { code: 'network-interface-not-attached' },
  ],
  [
    'containers-roadmap#1545',
    'Unable to attach network interface to unused device index.',
    { code: 'network-interface-not-attached' },
  ],
  [
    'amazon-ecs-cni-plugins#93',
    'failed to setup network namespace: cni setup: invoke eni plugin failed: unable to get device with hardware address',
    { code: 'network-interface-not-attached' },
  ],
  [
    'aws-modern-application-workshop#88',
    "ECS was unable to assume the role 'arn:aws:iam::111122223333:role/Shop-ECSTaskRole' that was provided for this task. Please verify that the role being passed has the proper trust relationship",
    { code: 'role-not-assumed', role: 'arn:aws:iam::111122223333:role/Shop-ECSTaskRole' },
  ],
  [
    'ElectricEye#9',
    'Unable to assume the service linked role. Please verify that the ECS service linked role exists.',
    { code: 'role-not-assumed' },
  ],
  [
    'ecs-anywhere-tutorial#2',
    'standard_init_linux.go:228: exec user process caused: exec format error',
    { code: 'wrong-architecture' },
  ],
  // Ends.
  ['amazon-ecs-agent#1187', 'OutOfMemoryError: Container killed due to memory usage', { code: 'out-of-memory' }],
  [
    'containers-roadmap#612',
    'Task failed ELB health checks in (target-group arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/0123)',
    { code: 'health-check-failed', by: 'load-balancer' },
  ],
  [
    'docs: stopped-task-errors',
    'Task failed ELB health checks in (elb web)',
    { code: 'health-check-failed', by: 'load-balancer' },
  ],
  [
    'docs: stopped-task-error-codes',
    'Task failed container health checks',
    { code: 'health-check-failed', by: 'container' },
  ],
  ['docs: stopped-task-errors', 'Host EC2 (instance i-0abc) terminated.', { code: 'instance-lost' }],
  ['docs: stopped-task-errors', 'Container instance deregistration forced by user', { code: 'instance-lost' }],
];
