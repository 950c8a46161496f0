import type { Deployment } from '@aws-sdk/client-ecs';
import { shortName } from '../../../aws/arn';
import { breakerLimit } from '../../../live/service/breaker-limit';
import type { FoundService } from '../../../live/service/find-service';
import { forbidsEveryStep, healthyBounds } from '../../../live/service/healthy-bounds';
import { isRolling } from '../../../live/service/service-kind';
import type { Look } from '../../look';
import { currentEvents } from './current-events';

interface OfDeployment {
  readonly service: string;
  /** Id, such as `ecs-svc/1234567890`. */
  readonly deployment: string;
  /** `family:revision`. */
  readonly taskDefinition: string;
  readonly failedTasks: number;
}

/** A deployment that fails, or has, or can never end. */
export type DeploymentCause =
  | (OfDeployment & {
      /** No task may be stopped first and none may be started first. */
      readonly code: 'deployment-forbidden';
      readonly desiredCount: number;
      readonly minimumHealthyPercent: number;
      readonly maximumPercent: number;
    })
  | (OfDeployment & { readonly code: 'deployment-failed' | 'deployment-rolling-back'; readonly reason: string })
  | (OfDeployment & {
      /** It goes on, and tasks of it fail. */
      readonly code: 'deployment-failing';
      /** Failed tasks at which the circuit breaker ends it. @default - there is none: it goes on for ever */
      readonly endsAt?: number;
    });

/** What the deployments of services say. */
export const deployments = async ({ scene }: Look): Promise<readonly DeploymentCause[]> =>
  scene.services
    .filter(({ status }) => status === 'ACTIVE')
    .flatMap((service) => (service.deployments ?? []).flatMap((one) => causeOf(one, service, scene.now) ?? []));

function causeOf(deployment: Deployment, service: FoundService, now: number): DeploymentCause | undefined {
  const { rolloutState, rolloutStateReason: reason = '', failedTasks = 0 } = deployment;
  const of = {
    service: service.serviceName,
    deployment: deployment.id ?? '',
    taskDefinition: shortName(deployment.taskDefinition ?? ''),
    failedTasks,
  };
  if (rolloutState === 'FAILED') return { code: 'deployment-failed', ...of, reason };
  if (rolloutState !== 'IN_PROGRESS') return undefined;
  if (/rolling back/i.test(reason)) return { code: 'deployment-rolling-back', ...of, reason };
  const bounds = healthyBounds(service);
  const isOutstanding = (service.deployments?.length ?? 0) > 1 && deployment.status === 'PRIMARY';
  if (isOutstanding && isRolling(service) && (forbidsEveryStep(service, bounds) || isHeldByBounds(service, now))) {
    const { minimumHealthyPercent, maximumPercent } = bounds;
    const { desiredCount = 0 } = service;
    return { code: 'deployment-forbidden', ...of, desiredCount, minimumHealthyPercent, maximumPercent };
  }
  if (failedTasks === 0) return undefined;
  const endsAt = breakerLimit(service, deployment.desiredCount ?? 0);
  return { code: 'deployment-failing', ...of, ...(endsAt !== undefined && { endsAt }) };
}

const isHeldByBounds = (service: FoundService, now: number): boolean =>
  currentEvents(service, now).some(({ message }) =>
    /unable to stop or start tasks during a deployment because of the service deployment configuration/i.test(message),
  );
