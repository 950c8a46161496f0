import { Annotations, Token } from 'aws-cdk-lib';
import type { BaseService } from 'aws-cdk-lib/aws-ecs';
import { type CapacityStrategy, Ec2Cluster } from '../../cluster';
import { keysWithTasks } from '../compatibility';
import { containersOf } from '../container-port';
import { isGroup, type NamedExposure } from './exposure';
import { DEFAULT_DEREGISTRATION_DELAY } from './placed';

/** How long before EC2 takes a spot instance back it says so. */
const NOTICE_SECONDS = 120;
/** What the container agent does with a container that says nothing. */
const DEFAULT_STOP_SECONDS = 30;

/**
 * Warns where a task on spot may take longer to stop than EC2's notice: first the load balancer lets its requests
 * finish, then the containers get their stop timeout, and what is left is killed.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-instance-spot.html
 */
export function warnOfShortNotice(
  service: BaseService,
  strategy: CapacityStrategy,
  exposures: readonly NamedExposure[],
): void {
  const { cluster } = service;
  if (!(cluster instanceof Ec2Cluster)) return;
  const onSpot = keysWithTasks(strategy).filter((key) => /spot|mixed/.test(cluster.capacityOf(key).purchaseOption));
  if (onSpot.length === 0) return;
  const delays = exposures.map((exposure) => {
    const delay = isGroup(exposure) ? undefined : (exposure.deregistrationDelay ?? DEFAULT_DEREGISTRATION_DELAY);
    return delay === undefined || delay.isUnresolved() ? 0 : delay.toSeconds();
  });
  const stops = containersOf(service.taskDefinition).map((container) => {
    const { stopTimeout = DEFAULT_STOP_SECONDS } = container.renderContainerDefinition();
    return Token.isUnresolved(stopTimeout) ? 0 : stopTimeout;
  });
  const [delay, stop] = [Math.max(0, ...delays), Math.max(0, ...stops)];
  if (delay + stop <= NOTICE_SECONDS) return;
  Annotations.of(service).addWarningV2(
    'cdk-stowage:spotNotice',
    `tasks take up to ${delay} s to be deregistered and ${stop} s to stop, but EC2 takes instances of ${onSpot.join(', ')} back after ${NOTICE_SECONDS} s; shorten one`,
  );
}
