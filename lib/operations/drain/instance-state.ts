import type { Clients } from '../aws/clients';
import { inBatches } from '../aws/pages';
import { OperationError } from '../aws/problem/operation-error';
import type { DrainPlan } from './drain-plan';

/** Instances that one call takes. */
const AT_ONCE = 10;

/** Sets instances to be drained, or back to take tasks. One that has gone meanwhile needs neither. */
export async function setState(
  clients: Clients,
  { clusterArn, instanceArns }: Pick<DrainPlan, 'clusterArn' | 'instanceArns'>,
  status: 'DRAINING' | 'ACTIVE',
): Promise<void> {
  const failures = await inBatches(instanceArns, AT_ONCE, async (containerInstances) => {
    const request = { cluster: clusterArn, containerInstances, status };
    return (await clients.ecs.updateContainerInstancesState(request)).failures;
  });
  const failure = failures.find(({ reason }) => reason !== 'MISSING');
  if (!failure) return;
  throw new OperationError({
    code: 'refused',
    action: 'ecs:UpdateContainerInstancesState',
    error: failure.reason ?? 'failure',
    detail: failure.detail ?? failure.arn ?? '',
  });
}
