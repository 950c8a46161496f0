import type { DeploymentLifecycleHookDetail, ServiceDeployment } from '@aws-sdk/client-ecs';
import { shortName } from '../aws/arn';
import type { Clients } from '../aws/clients';
import { everyPage } from '../aws/pages';
import type { FoundCluster } from '../live/cluster/clusters';
import type { FoundService } from '../live/service/find-service';
import { primaryOf } from '../live/service/service-kind';

/** A lifecycle hook of a deployment that has not ended. */
export interface RolloutHook {
  /** The name of the Lambda function; absent for a pause. */
  readonly name?: string;
  /** `AWAITING_ACTION`: somebody has to let the deployment go on. */
  readonly status: string;
  /** ISO 8601. */
  readonly expiresAt?: string;
  /** What ECS does then. */
  readonly atExpiry?: string;
}

/** The newest deployment of a service as the API for service deployments tells of it; words are those of ECS. */
export interface ServiceRollout {
  readonly id: string;
  /** `ROLLING`, `BLUE_GREEN`, `LINEAR` or `CANARY`. */
  readonly strategy: string;
  /** Such as `IN_PROGRESS`, `SUCCESSFUL` and `ROLLBACK_SUCCESSFUL`. */
  readonly status: string;
  readonly reason?: string;
  /** Such as `SCALE_UP` and `BAKE_TIME`. */
  readonly stage?: string;
  /** Percent of the traffic that the new revision is given. */
  readonly productionPercent?: number;
  /** Percent of the test traffic that the new revision is given. */
  readonly testPercent?: number;
  /** How long both revisions stay once all traffic has moved. */
  readonly bakeMinutes?: number;
  readonly hooks: readonly RolloutHook[];
  /** Names of the alarms that may end it. */
  readonly alarms: readonly string[];
  /** Those that have. */
  readonly alarmed: readonly string[];
  /** Absent where none watches. */
  readonly breaker?: { readonly failures: number; readonly limit: number };
}

/** A deployment that is rolled back gets a new primary, later than its own beginning by as long as it has lasted. */
const LONGEST_MILLISECONDS = 24 * 60 * 60 * 1000;

/** Reads the newest deployment of a service; undefined if ECS remembers none. */
export async function readRollout(
  clients: Clients,
  { clusterArn: cluster }: FoundCluster,
  found: FoundService,
): Promise<ServiceRollout | undefined> {
  const { serviceArn: service } = found;
  const primary = primaryOf(found)?.createdAt;
  const createdAt = primary && { after: new Date(primary.getTime() - LONGEST_MILLISECONDS) };
  const listed = await everyPage(
    (nextToken) => clients.ecs.listServiceDeployments({ cluster, service, nextToken, ...(createdAt && { createdAt }) }),
    (answer) => answer.serviceDeployments,
  );
  const age = (one: (typeof listed)[number]) => one.createdAt?.getTime() ?? 0;
  const [newest] = listed.toSorted((left, right) => age(right) - age(left));
  if (!newest?.serviceDeploymentArn) return undefined;
  const serviceDeploymentArns = [newest.serviceDeploymentArn];
  const { serviceDeployments = [] } = await clients.ecs.describeServiceDeployments({ serviceDeploymentArns });
  return serviceDeployments[0] && rolloutFrom(serviceDeployments[0]);
}

function rolloutFrom(found: ServiceDeployment): ServiceRollout {
  const { lifecycleStage: stage, deploymentConfiguration, rollback, alarms } = found;
  const { requestedProductionTrafficWeight: production, requestedTestTrafficWeight: test } =
    found.targetServiceRevision ?? {};
  const { bakeTimeInMinutes: bake, strategy = 'ROLLING' } = deploymentConfiguration ?? {};
  const { status: breaker = 'DISABLED', failureCount: failures = 0, threshold } = found.deploymentCircuitBreaker ?? {};
  const reason = rollback?.reason ?? found.statusReason;
  return {
    id: shortName(found.serviceDeploymentArn ?? ''),
    strategy,
    status: found.status ?? 'unknown',
    ...(reason && { reason }),
    ...(stage && { stage }),
    ...(production !== undefined && { productionPercent: production }),
    ...(test !== undefined && { testPercent: test }),
    ...(bake !== undefined && { bakeMinutes: bake }),
    hooks: (found.lifecycleHookDetails ?? []).flatMap(hookFrom),
    alarms: alarms?.status === 'DISABLED' ? [] : (alarms?.alarmNames ?? []),
    alarmed: alarms?.triggeredAlarmNames ?? [],
    ...(breaker !== 'DISABLED' && threshold !== undefined && { breaker: { failures, limit: threshold } }),
  };
}

/** Hooks that have ended hold nothing up. */
function hookFrom({ targetArn, status, expiresAt, timeoutAction }: DeploymentLifecycleHookDetail): RolloutHook[] {
  if (status !== 'AWAITING_ACTION' && status !== 'IN_PROGRESS') return [];
  return [
    {
      ...(targetArn && { name: targetArn.slice(targetArn.lastIndexOf(':') + 1) }),
      status,
      ...(expiresAt && { expiresAt: expiresAt.toISOString() }),
      ...(timeoutAction && { atExpiry: timeoutAction }),
    },
  ];
}

const UNDER_WAY = ['PENDING', 'IN_PROGRESS'];

/** Whether ECS is still at it. */
export const isUnderWay = ({ status }: ServiceRollout): boolean => UNDER_WAY.includes(status);
