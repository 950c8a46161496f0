import { type Resource, waitsFor } from '../../template';
import type { Outcome } from '../outcome';
import { rule } from '../rule';

type Facts = { service: string; targetGroup: string; listener: string };

/** A service waits for the listener that gives its target group a load balancer. */
export const networkListenerOrder = rule<Facts>({
  id: 'network-listener-order',
  severity: 'warning',
  title: 'A service waits for the listener of its target group',
  why: 'A target group has no load balancer until a listener forwards to it, and ECS refuses a service whose target group has none. Without a dependency, CloudFormation may create the service first.',
  remedy: 'Let the service depend on the listener or listener rule.',
  link: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-load-balancing.html',

  check({ targetBindings, network }) {
    return targetBindings.flatMap(({ origin: { resource }, groups }) =>
      groups.flatMap((group): Outcome<Facts>[] => {
        const forwarders = network.forwarding.to(group).filter(({ stack }) => stack === resource.stack);
        const [first] = forwarders;
        if (!first) return [];
        if (forwarders.some((forwarder) => waitsFor(resource, forwarder))) return [{ state: 'holds', resource }];
        return [{ state: 'fails', resource, facts: factsOf(resource, group, first) }];
      }),
    );
  },

  message: ({ service, targetGroup, listener }) =>
    `the service ${service} does not wait for ${listener}, without which its target group ${targetGroup} has no load balancer`,

  fix: ({ service, listener }) => `add DependsOn: ${listener} to ${service}`,
});

const factsOf = (service: Resource, group: Resource, listener: Resource): Facts => ({
  service: service.logicalId,
  targetGroup: group.logicalId,
  listener: listener.logicalId,
});
