import type { ScalableTarget, ScalingActivity } from '@aws-sdk/client-application-auto-scaling';
import type { FoundService } from '../../../live/service/find-service';
import { DESIRED_COUNT, scalableId, scalableTargets } from '../../../live/service/scalable-targets';
import { isDaemon } from '../../../live/service/service-kind';
import type { Look } from '../../look';

/** What of a service's scaling may be suspended. */
export type SuspendedScaling = 'scale-in' | 'scale-out' | 'scheduled';

interface OfScaling {
  readonly service: string;
  /** As Application Auto Scaling names it, such as `service/Shop/Web`. */
  readonly resourceId: string;
  readonly desired: number;
}

/** What keeps the scaling of a service (Application Auto Scaling) from giving it the tasks that it should have. */
export type ServiceScalingCause =
  | (OfScaling & {
      /** A policy asks for more tasks than it may have. */
      readonly code: 'service-maximum-reached';
      readonly maximum: number;
      /** Which alarm and policy asked, in the words of Application Auto Scaling. */
      readonly asked: string;
      /** When, in ISO 8601. */
      readonly at: string;
    })
  | (OfScaling & {
      /** Nothing that its policies or schedules ask for is done. */
      readonly code: 'service-scaling-suspended';
      /** Never only `scale-in`, which people suspend for a while to keep what runs. */
      readonly suspended: readonly SuspendedScaling[];
      readonly minimum: number;
      readonly maximum: number;
    });

/** While its alarm lasts, a policy asks every minute; what asked longer ago says nothing of now. */
const ASKS_MS = 3_600_000;

/** One page: activities come newest first. */
const ACTIVITIES = 20;

/** The scaling of services that does not give them tasks; of one at its maximum the activities are read as well. */
export async function serviceScaling(look: Look): Promise<readonly ServiceScalingCause[]> {
  const services = look.scene.services.filter((service) => service.status === 'ACTIVE' && !isDaemon(service));
  const targets = await look.looker.at('scaling of services', () => scalableTargets(look.clients, services));
  const causes: ServiceScalingCause[] = [];
  for (const service of services) {
    const target = targets?.get(scalableId(service));
    const cause = target && (suspended(service, target) ?? (await atMaximum(service, target, look)));
    if (cause) causes.push(cause);
  }
  return causes;
}

const of = (service: FoundService): OfScaling => ({
  service: service.serviceName,
  resourceId: scalableId(service),
  desired: service.desiredCount ?? 0,
});

function suspended(
  service: FoundService,
  { SuspendedState: state = {}, MinCapacity: minimum = 0, MaxCapacity: maximum = 0 }: ScalableTarget,
): ServiceScalingCause | undefined {
  const kinds: readonly SuspendedScaling[] = [
    ...(state.DynamicScalingOutSuspended ? (['scale-out'] as const) : []),
    ...(state.DynamicScalingInSuspended ? (['scale-in'] as const) : []),
    ...(state.ScheduledScalingSuspended ? (['scheduled'] as const) : []),
  ];
  if (kinds.every((kind) => kind === 'scale-in')) return undefined;
  return { code: 'service-scaling-suspended', ...of(service), suspended: kinds, minimum, maximum };
}

async function atMaximum(
  service: FoundService,
  { MaxCapacity: maximum }: ScalableTarget,
  { scene: { now }, clients, looker }: Look,
): Promise<ServiceScalingCause | undefined> {
  if (maximum === undefined || (service.desiredCount ?? 0) < maximum) return undefined;
  const request = { ...DESIRED_COUNT, ResourceId: scalableId(service), IncludeNotScaledActivities: true };
  const activities = await looker.at(
    `scaling activities of the service ${service.serviceName}`,
    async () =>
      (await clients.applicationAutoScaling.describeScalingActivities({ ...request, MaxResults: ACTIVITIES }))
        .ScalingActivities,
  );
  const [last] = (activities ?? []).toSorted((left, right) => startOf(right) - startOf(left));
  const isHeld = last?.NotScaledReasons?.some(({ Code }) => Code === 'AlreadyAtMaxCapacity');
  if (!last || !isHeld || now - startOf(last) >= ASKS_MS) return undefined;
  const asked = last.Cause ?? '';
  const at = new Date(startOf(last)).toISOString();
  return { code: 'service-maximum-reached', ...of(service), maximum, asked, at };
}

const startOf = ({ StartTime }: ScalingActivity): number => StartTime?.getTime() ?? 0;
