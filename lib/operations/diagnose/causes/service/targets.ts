import type { TargetHealthDescription } from '@aws-sdk/client-elastic-load-balancing-v2';
import { inParallel } from '../../../aws/in-parallel';
import { refusedWith } from '../../../aws/problem/operation-error';
import type { FoundService } from '../../../live/service/find-service';
import type { Look } from '../../look';
import { alike } from '../../scene/alike';

/** Targets of a service that get no requests. */
export interface UnhealthyTargets {
  readonly code: 'targets-unhealthy';
  readonly service: string;
  /** Name of the target group. */
  readonly targetGroup: string;
  /** As the load balancer names it: `unhealthy`, `unavailable`, `unused`, `unhealthy.draining`. */
  readonly state: string;
  /** Reason code, such as `Target.Timeout`. */
  readonly reason?: string;
  readonly description?: string;
  /** `id:port`. */
  readonly targets: readonly string[];
  /** Targets of the group in any state. */
  readonly outOf: number;
}

/** Those that come and go are in none of these. */
const WRONG = ['unhealthy', 'unavailable', 'unused', 'unhealthy.draining'];

/** More calls at once would be throttled. */
const AT_ONCE = 10;

/** What the load balancers say of the services' tasks. */
export async function targets(look: Look): Promise<readonly UnhealthyTargets[]> {
  const registered = look.scene.services
    .filter(({ status }) => status === 'ACTIVE')
    .flatMap((service) => {
      const arns = new Set((service.loadBalancers ?? []).flatMap(({ targetGroupArn }) => targetGroupArn ?? []));
      return [...arns].map((arn) => ({ service, arn }));
    });
  const causes = await inParallel(registered, AT_ONCE, ({ service, arn }) => causesOf(service, arn, look));
  return causes.flat();
}

async function causesOf(
  service: FoundService,
  targetGroupArn: string,
  { clients, looker }: Look,
): Promise<readonly UnhealthyTargets[]> {
  const targetGroup = targetGroupArn.split('/').at(-2) ?? targetGroupArn;
  const all = await looker.at(`targets of ${targetGroup}`, async () => {
    try {
      return (await clients.loadBalancing.describeTargetHealth({ TargetGroupArn: targetGroupArn }))
        .TargetHealthDescriptions;
    } catch (error) {
      if (refusedWith(error, 'TargetGroupNotFound', 'TargetGroupNotFoundException')) return [];
      throw error;
    }
  });
  const wrong = (all ?? []).filter(({ TargetHealth }) => WRONG.includes(TargetHealth?.State ?? ''));
  const kinds = alike(wrong, ({ TargetHealth }) => [
    TargetHealth?.State,
    TargetHealth?.Reason,
    TargetHealth?.Description,
  ]);
  return kinds.map((list) => {
    const { State: state = '', Reason: reason, Description: description } = list[0]!.TargetHealth ?? {};
    return {
      code: 'targets-unhealthy',
      ...{ service: service.serviceName, targetGroup, state },
      ...(reason && { reason }),
      ...(description && { description }),
      targets: list.map(nameOf),
      outOf: all?.length ?? 0,
    };
  });
}

const nameOf = ({ Target }: TargetHealthDescription): string =>
  Target?.Port === undefined ? (Target?.Id ?? '') : `${Target.Id}:${Target.Port}`;
