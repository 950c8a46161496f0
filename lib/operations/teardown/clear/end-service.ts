import type { Clients } from '../../aws/clients';
import type { FoundService } from '../../live/service/find-service';
import { DESIRED_COUNT, scalableId } from '../../live/service/scalable-targets';
import { whyDeleted } from '../plan/doomed-services';
import type { DoomedService } from '../plan/teardown-plan';
import type { Attempts } from './attempts';

/** Refusals of a service that has gone meanwhile. */
const GONE = ['ServiceNotActiveException', 'ServiceNotFoundException'];

/** Tells a service to have no task, unless it has been told and still is. */
export async function endService(
  clients: Clients,
  doomed: DoomedService,
  service: FoundService,
  made: Attempts,
): Promise<void> {
  const { clusterArn: cluster, serviceArn } = doomed;
  if (service.status !== 'ACTIVE') return;
  if (doomed.isDeleted ?? whyDeleted(service)) {
    await made.make(() => clients.ecs.deleteService({ cluster, service: serviceArn, force: true }), ...GONE);
    return;
  }
  if (service.desiredCount === 0) return;
  // One that CloudFormation has deleted meanwhile cannot be changed, and raises nothing.
  if (doomed.isScaled)
    await made.make(() => suspendScaling(clients, doomed), 'ValidationException', 'ConcurrentUpdateException');
  await made.make(
    () => clients.ecs.updateService({ cluster, service: serviceArn, desiredCount: 0 }),
    ...[...GONE, 'InvalidParameterException', 'ClientException'],
  );
}

/** Policies and schedules would raise the count again. */
const suspendScaling = (clients: Clients, doomed: DoomedService): Promise<unknown> =>
  clients.applicationAutoScaling.registerScalableTarget({
    ...DESIRED_COUNT,
    ResourceId: scalableId(doomed),
    MinCapacity: 0,
    SuspendedState: {
      DynamicScalingInSuspended: true,
      DynamicScalingOutSuspended: true,
      ScheduledScalingSuspended: true,
    },
  });
