import type { StopReason } from '../../../../operations/diagnose/causes/stopped/stop-reason';

type Text = readonly [what: string, fix: string];
type Of<C extends StopReason['code']> = Extract<StopReason, { code: C }>;

const PULL: Readonly<Record<Of<'image-not-pulled'>['why'], Text>> = {
  'not-found': ['it is not there', 'push the image, or mend its name, tag or digest in the task definition'],
  refused: [
    'the registry refuses it',
    "allow the task execution role (of the instance, where the task has none) ecr:GetAuthorizationToken, ecr:BatchGetImage and ecr:GetDownloadUrlForLayer, and look at the repository's policy and the s3 endpoint's; of another registry, mend repositoryCredentials",
  ],
  'no-network': [
    'the registry is not reachable',
    'give the subnet a way out: a NAT gateway, or the endpoints ecr.api, ecr.dkr and (gateway) s3; a task with a network interface of its own gets no public address on EC2',
  ],
  'rate-limited': ['the registry limits the rate', 'use a pull-through cache, or credentials of the registry'],
  'wrong-platform': [
    "it is not there for the instances' architecture",
    'build the image for the architecture of the instances, or set runtimePlatform',
  ],
  other: ['the pull failed', 'mend what the message names'],
};

const UNREACHED: Readonly<Record<Of<'service-unreachable'>['of'], Text>> = {
  secrets: ['Secrets Manager or Systems Manager', 'secretsmanager, ssm and kms'],
  logs: ['CloudWatch Logs', 'logs'],
  s3: ['Amazon S3', '(gateway) s3'],
  other: ['a service of AWS', 'of the service that the message names'],
};

const MOUNT: Readonly<Record<Of<'volume-not-mounted'>['why'], Text>> = {
  'not-resolved': [
    'its name is not resolved',
    "give the file system a mount target in the instance's zone, and the VPC DNS hostnames",
  ],
  'no-network': [
    'it is not reachable',
    'let the security group of its mount targets take TCP 2049 from the instances (from the tasks, where these have network interfaces of their own)',
  ],
  refused: [
    'it refuses',
    'allow the task role elasticfilesystem:ClientMount (and ClientWrite), and look at the policy of the file system; IAM needs transit encryption',
  ],
  'no-directory': ['the directory is not there', 'mount through an access point that creates it, or make it first'],
  other: ['the mount failed', 'mend what the message names'],
};

/** What became of the tasks, and what to do. */
export function stopReasonText(reason: StopReason): Text {
  switch (reason.code) {
    case 'container-exited':
      return ['an essential container ended', 'see its log, and what its exit code means to the program'];
    case 'out-of-memory':
      return ['a container was out of memory', "raise the container's memory (and the task's), or find what takes it"];
    case 'wrong-architecture':
      return [
        "the image is for another architecture than the instance's",
        'build it for the architecture of the instances (docker buildx build --platform), or set runtimePlatform so that it is placed where it runs',
      ];
    case 'image-not-pulled': {
      const [why, fix] = PULL[reason.why];
      return [`an image could not be pulled: ${why}`, fix];
    }
    case 'permission-missing':
      return permissionText(reason);
    case 'role-not-assumed':
      return [
        `ECS cannot act as ${reason.role ?? 'its role'}`,
        reason.role === undefined
          ? 'see whether the role is there; the service-linked one is made by aws iam create-service-linked-role --aws-service-name ecs.amazonaws.com'
          : 'see whether the role is there and trusts ecs-tasks.amazonaws.com (of load balancers: ecs.amazonaws.com)',
      ];
    case 'secret-missing':
      return [
        `the secret ${reason.secret ?? 'that it names'} is not there`,
        'make it, or mend its ARN in the task definition: whole, with its six random characters, and of this region; a key after it must be in the secret',
      ];
    case 'log-group-missing':
      return [
        'its log group is not there',
        'make the log group in the region that awslogs-region names, or set awslogs-create-group and allow logs:CreateLogGroup',
      ];
    case 'service-unreachable': {
      const [what, endpoints] = UNREACHED[reason.of];
      return [`${what} gave no answer`, `give the subnet a way out: a NAT gateway, or the endpoints ${endpoints}`];
    }
    case 'volume-not-mounted': {
      const [why, fix] = MOUNT[reason.why];
      return [`a file system could not be mounted: ${why}`, fix];
    }
    case 'network-interface-not-attached':
      return [
        'its network interface was not attached',
        'if it stays so on one instance, replace that; see whether the subnet has free addresses and the instance free interfaces',
      ];
    case 'disk-full':
      return [
        "the instance's disk is full",
        'replace the instance, and give the instances a larger volume; old images go sooner with ECS_IMAGE_CLEANUP_INTERVAL',
      ];
    case 'port-taken':
      return [
        'a host port that it needs is taken by something that ECS does not know of',
        'see what listens there on the instance (ss -ltnp), or leave the host port to ECS (hostPort 0)',
      ];
    case 'command-not-found':
      return [
        'its command is not in the image, or may not be executed',
        'mend command and entryPoint: each word is a list item of its own; a volume that is mounted over the program hides it',
      ];
    case 'docker-unresponsive':
      return [
        'Docker on the instance did not answer in time',
        "see the instance's disk and CPU credits, and Docker's log; replace it if it stays so. A log driver that finds no way to its service also takes that long",
      ];
    case 'resource-not-initialized':
      return [
        'a secret, a log group, a volume or a network interface could not be had',
        'see what the message names: whether it is there, and whether the subnet reaches its service',
      ];
    case 'container-not-started':
      return [
        'a container could not be started',
        "mend what the message names: the container's command, volumes, devices or memory",
      ];
    case 'health-check-failed':
      return reason.by === 'container'
        ? [
            'its container health check failed',
            'run the command of the health check in the image; give it a longer startPeriod if it is slow to start',
          ]
        : [
            'its load balancer health check failed',
            "see the targets' health and the container's log; give the service a longer grace period if it is slow to start",
          ];
    case 'grace-period-short':
      return [
        `the load balancer ended it while it started: it ran ${spread(reason.ranSeconds)}, and the grace period is ${reason.graceSeconds} s`,
        'give the service a longer healthCheckGracePeriodSeconds: another task of this revision became healthy',
      ];
    case 'spot-interrupted':
      return [
        'EC2 took its Spot instance back',
        'nothing, if the service recovers; else keep some On-Demand capacity beside Spot',
      ];
    case 'instance-lost':
      return [
        'its instance was stopped, terminated or deregistered',
        "see the group's activities for who ended it; managed draining moves tasks first",
      ];
    case 'task-stopped':
      return ['ECS could not run it', 'mend what the message names'];
  }
}

function permissionText({ action, resource = '*', principal }: Of<'permission-missing'>): Text {
  return action
    ? [
        `${principal ?? 'a role of the task'} may not ${action}`,
        `add to the role's policy: ${JSON.stringify({ Effect: 'Allow', Action: action, Resource: resource })}`,
      ]
    : [
        'something is refused to a role of the task',
        'see what the message names, and what the policies of the task execution role (of the instance, where the task has none) allow',
      ];
}

function spread(seconds: readonly number[]): string {
  const [least, most] = [seconds[0] ?? 0, seconds.at(-1) ?? 0];
  return least === most ? `${least} s` : `${least} to ${most} s`;
}
