import { isUnknown, type Known, type Model, numberAt, stringAt, structsAt } from '../../template';
import type { Outcome } from '../outcome';
import { rule } from '../rule';
import { type FleetService, fleetServices } from './rolling-services';

/** How long before a spot instance is gone EC2 says so, in seconds. */
const SPOT_NOTICE = 120;
/** What a target group waits unless told otherwise, in seconds. */
const DEFAULT_DELAY = 300;

/** Requests in flight that a spot interruption cuts off. */
type Drain = { capacity: string; delaySeconds: number; noticeSeconds: number };

/** A task on spot instances can be let go within the notice of an interruption. */
export const rolloutDrain = rule<Drain>({
  id: 'rollout-drain',
  severity: 'warning',
  title: 'A load balancer lets go of a task on a spot instance within the two minutes of notice',
  why: 'EC2 takes a spot instance two minutes after its notice. A target that deregisters for longer loses the requests that are still in flight, and its containers are not stopped in order.',
  remedy: 'Set deregistration_delay.timeout_seconds of the target group to at most 90.',
  link: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-instance-spot.html',
  check: (model) =>
    fleetServices(model).flatMap((origin): Outcome<Drain>[] => {
      const { resource } = origin;
      const spot = spotCapacity(origin);
      if (!spot || origin.service.loadBalancers.length === 0) return [];
      return delays(origin, model).map((delay): Outcome<Drain> => {
        if (isUnknown(delay)) return { state: 'unknown', resource, unknowns: [delay] };
        if (delay < SPOT_NOTICE) return { state: 'holds', resource };
        return { state: 'fails', resource, facts: { capacity: spot, delaySeconds: delay, noticeSeconds: SPOT_NOTICE } };
      });
    }),
  message: ({ capacity, delaySeconds, noticeSeconds }) =>
    `a task on the spot instances of ${capacity} takes ${delaySeconds} s to leave its load balancer, and an interruption leaves ${noticeSeconds} s`,
  fix: () => 'set deregistration_delay.timeout_seconds of the target group to at most 90',
});

/** A capacity with spot instances that gets tasks of the service. */
function spotCapacity({ destination, capacities }: FleetService): string | undefined {
  const used =
    destination.kind === 'providers' ? destination.shares.flatMap(({ capacity }) => capacity ?? []) : capacities;
  return used.find(({ source: { group } }) => group.purchaseOption === 'spot' || group.purchaseOption === 'mixed')
    ?.name;
}

/** The deregistration delay of every target group of a service that the templates hold, in seconds. */
function delays({ service }: FleetService, model: Model): readonly Known<number>[] {
  return service.loadBalancers.flatMap((balancer) => {
    const group = model.set.resourceOf(balancer['TargetGroupArn']);
    if (!group) return [];
    const attribute = structsAt(group.properties, 'TargetGroupAttributes').find(
      (one) => stringAt(one, 'Key') === 'deregistration_delay.timeout_seconds',
    );
    return [(attribute && numberAt(attribute, 'Value')) ?? DEFAULT_DELAY];
  });
}
