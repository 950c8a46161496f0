import type { UnhealthyTargets } from '../../../../operations/diagnose/causes/service/targets';
import { nameList } from '../../../name-list';
import type { CauseText } from './cause-words';

/** Reason codes of load balancers: what each says, and what to do. */
const REASONS: Readonly<Record<string, readonly [string, string]>> = {
  'Target.ResponseCodeMismatch': [
    'the health check was answered with another status code than it wants',
    "see what the health check's path answers, and mend the path, the answer or the codes that count as healthy",
  ],
  'Target.Timeout': [
    'the health check got no answer in time',
    "see whether the container listens on the port on all addresses, whether the security group lets the load balancer in, and whether the health check's timeout is too short",
  ],
  'Target.FailedHealthChecks': [
    'the health check could not connect, or got an answer that is none',
    'see whether the container listens on the port, whether the protocol is right, and whether the security group lets the load balancer in',
  ],
  'Target.HealthCheckDisabled': ['health checks are off', 'turn health checks on'],
  'Target.NotInUse': [
    'no listener sends requests to the target group, or its load balancer is not in the zone',
    "give a listener a rule with the target group, and the load balancer the target's zone",
  ],
  'Target.InvalidState': ['the instance is stopped or terminated', 'replace the instance'],
  'Target.IpUnusable': ['the load balancer uses the address itself', 'use another address'],
  'Target.NotRegistered': ['it is not registered', 'see whether the service runs tasks'],
  'Elb.InternalError': ['the load balancer has a failure of its own', 'see health.aws.amazon.com'],
};

/** Targets that get no requests. */
export function targetsText({
  service,
  targetGroup,
  state,
  reason,
  description,
  targets,
  outOf,
}: UnhealthyTargets): CauseText {
  const [what, fix] = REASONS[reason ?? ''] ?? [
    description ?? state,
    "see the target group's health checks and the containers' logs",
  ];
  return {
    title: `${targets.length} of ${outOf} targets of ${service} in ${targetGroup} are ${state}: ${what}`,
    evidence: [
      nameList(targets, 10),
      ...(reason ? [`the load balancer says: ${reason}${description ? `: ${description}` : ''}`] : []),
    ],
    fix,
  };
}
