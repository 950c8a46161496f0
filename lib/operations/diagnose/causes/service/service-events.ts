import { serviceGroup } from '../../../../placement';
import type { FoundService } from '../../../live/service/find-service';
import type { Look } from '../../look';
import { reasonIn } from '../stopped/reason-words';
import type { StopReason } from '../stopped/stop-reason';
import { currentEvents, type ServiceEvent } from './current-events';

interface OfEvent {
  readonly service: string;
  /** What ECS says. */
  readonly event: string;
  /** ISO 8601. */
  readonly at?: string;
}

/** What ECS says of a service that nothing else shows. */
export type ServiceEventCause =
  | (OfEvent & {
      /** ECS cannot so much as start a task. */
      readonly code: 'launch-refused';
      /** Why, as far as the event tells. */
      readonly why?: StopReason;
    })
  | (OfEvent & {
      /** ECS finds no instance for a task, and the placement engine does not see why. */
      readonly code: 'placement-refused';
    })
  | (OfEvent & { readonly code: 'targets-not-registered' })
  /** ECS starts tasks ever more slowly, as they keep failing. */
  | (OfEvent & { readonly code: 'starts-slowed' })
  /** The rate of ECS's own calls is limited. */
  | (OfEvent & { readonly code: 'scheduler-throttled' });

/** What the events of services tell since each was last steady. */
export const serviceEvents = async ({ scene, refused }: Look): Promise<readonly ServiceEventCause[]> => {
  const explained = new Set(refused.map(({ waiting }) => waiting.group));
  return scene.services
    .filter(({ status }) => status === 'ACTIVE')
    .flatMap((service) =>
      causesOf(service, currentEvents(service, scene.now), explained.has(serviceGroup(service.serviceName))),
    );
};

function causesOf(
  service: FoundService,
  events: readonly ServiceEvent[],
  isExplained: boolean,
): readonly ServiceEventCause[] {
  const causes: ServiceEventCause[] = [];
  const of = ({ message, at }: ServiceEvent): OfEvent => ({
    service: service.serviceName,
    event: message,
    ...(at !== undefined && { at: new Date(at).toISOString() }),
  });
  const lacksTasks = (service.runningCount ?? 0) < (service.desiredCount ?? 0);
  // Whatever kept tasks from starting is past once one has started.
  const started = events.findIndex(({ message }) => /has started \d+ tasks/i.test(message));
  const sinceStart = lacksTasks ? events.slice(0, started < 0 ? undefined : started) : [];
  const launch = sinceStart.find(({ message }) =>
    /failed to launch a task|was unable to place a task\. Reason/i.test(message),
  );
  if (launch) {
    const why = reasonIn(launch.message);
    causes.push({ code: 'launch-refused', ...of(launch), ...(why && { why }) });
  }
  const placement = sinceStart.find(({ message }) =>
    /no container instance met all of its requirements/i.test(message),
  );
  if (placement && !isExplained) causes.push({ code: 'placement-refused', ...of(placement) });
  const find = (words: RegExp) => events.find(({ message }) => words.test(message));
  const targets = find(/failed to (de)?register targets/i);
  if (targets) causes.push({ code: 'targets-not-registered', ...of(targets) });
  const slowed = find(/unable to consistently start tasks/i);
  if (slowed) causes.push({ code: 'starts-slowed', ...of(slowed) });
  const throttled = find(/operations are being throttled/i);
  if (throttled) causes.push({ code: 'scheduler-throttled', ...of(throttled) });
  return causes;
}
