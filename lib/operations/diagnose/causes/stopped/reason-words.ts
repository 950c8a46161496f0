import { denialIn } from '../../../aws/problem/denial';
import { isUnanswered, pullFailure } from './pull-failure';
import type { MountFailure, StopReason } from './stop-reason';

type Reading = (text: string) => StopReason | undefined;

const when =
  (words: RegExp, reason: StopReason | ((text: string) => StopReason)): Reading =>
  (text) =>
    words.test(text) ? (typeof reason === 'function' ? reason(text) : reason) : undefined;

/**
 * How ECS, its agent and Docker tell why a task stopped; the first that fits counts. The agent of EC2 has other words
 * than Fargate for the same; both are here.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html
 */
const READINGS: readonly Reading[] = [
  when(/OutOfMemory/, { code: 'out-of-memory' }),
  when(/exec format error/i, { code: 'wrong-architecture' }),
  // Whatever was to be done: the action that is missing says more.
  when(/not authorized to perform/, (text) => ({ code: 'permission-missing', ...denialIn(text) })),
  when(/unable to assume the (service[- ]linked )?role/i, roleNotAssumed),
  when(/no space left on device|Thin Pool has \d+ free data blocks/i, { code: 'disk-full' }),
  when(/CannotPull\w*Error/, (text) => ({ code: 'image-not-pulled', why: pullFailure(text) })),
  when(/failed ELB health checks/i, { code: 'health-check-failed', by: 'load-balancer' }),
  when(/failed container health checks/i, { code: 'health-check-failed', by: 'container' }),
  when(/EFS utils|mount\.(nfs4?|efs)|mounting volume failed|VolumeDriver\.Mount/i, (text) => ({
    code: 'volume-not-mounted',
    why: mountFailure(text),
  })),
  when(/Access to KMS is not allowed/i, { code: 'permission-missing', action: 'kms:Decrypt' }),
  when(/AccessDenied|UnauthorizedOperation/, (text) => ({ code: 'permission-missing', ...denialIn(text) })),
  when(/can't find the specified secret|invalid (ssm )?parameters: |did not contain json key/i, secretMissing),
  when(/log group does not exist/i, { code: 'log-group-missing' }),
  unreachable,
  when(/port is already allocated|address already in use/i, { code: 'port-taken' }),
  when(/executable file not found|exec: .{0,200}(no such file or directory|permission denied)/is, {
    code: 'command-not-found',
  }),
  when(/network interface|\bENI\b|network namespace/i, { code: 'network-interface-not-attached' }),
  when(/DockerTimeoutError|timed out after waiting/i, { code: 'docker-unresponsive' }),
  when(/ResourceInitializationError|Fetching secret data from|download env file/i, {
    code: 'resource-not-initialized',
  }),
  when(/Cannot(Start|Create|Inspect)ContainerError|ContainerRuntimeError|CannotCreateVolumeError|DockerStateError/, {
    code: 'container-not-started',
  }),
  when(/Host EC2 .*(terminated|stopped)|Container instance deregistration forced/i, { code: 'instance-lost' }),
];

/** The reason that a text tells, of a stopped task or of an event of a service; nothing if it tells none. */
export function reasonIn(text: string): StopReason | undefined {
  for (const reading of READINGS) {
    const reason = reading(text);
    if (reason) return reason;
  }
  return undefined;
}

function roleNotAssumed(text: string): StopReason {
  const [role] = /arn:[\w-]+:iam::\d*:role\/[\w+=,.@/-]+/.exec(text) ?? [];
  return { code: 'role-not-assumed', ...(role && { role }) };
}

function secretMissing(text: string): StopReason {
  const [, named] = /invalid (?:ssm )?parameters: \[?([\w./:-]*\w)/i.exec(text) ?? [];
  const [arn] = /arn:[\w-]+:secretsmanager:[\w-]+:\d*:secret:[^\s:,]+/.exec(text) ?? [];
  const secret = named ?? arn;
  return { code: 'secret-missing', ...(secret && { secret }) };
}

/** What gave no answer, by the part of the message that tells what was to be done. */
function unreachable(text: string): StopReason | undefined {
  if (!isUnanswered(text) && !/ECS was unable to .* registry auth/i.test(text)) return undefined;
  if (/registry auth from|ecr registry auth|api\.ecr\./i.test(text))
    return { code: 'image-not-pulled', why: 'no-network' };
  if (/log stream|log group|logger|logging driver/i.test(text)) return { code: 'service-unreachable', of: 'logs' };
  if (/secret|ssm/i.test(text)) return { code: 'service-unreachable', of: 'secrets' };
  if (/env file/i.test(text)) return { code: 'service-unreachable', of: 's3' };
  return /ResourceInitializationError/.test(text) ? { code: 'service-unreachable', of: 'other' } : undefined;
}

function mountFailure(text: string): MountFailure {
  if (/failed to resolve|name or service not known|botocore/i.test(text)) return 'not-resolved';
  if (/no such file or directory/i.test(text)) return 'no-directory';
  if (/access denied/i.test(text)) return 'refused';
  return /timed out|timeout|connection reset|connection refused/i.test(text) ? 'no-network' : 'other';
}
