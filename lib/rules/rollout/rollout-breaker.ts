import { isUnknown } from '../../template';
import type { Outcome } from '../outcome';
import { rule } from '../rule';
import { fleetServices, kindOf } from './rolling-services';

/** A rolling deployment that keeps failing is given up. */
export const rolloutBreaker = rule<{ hasCircuitBreaker: false }>({
  id: 'rollout-breaker',
  severity: 'warning',
  title: 'A failing rolling deployment is ended by a circuit breaker',
  why: 'Without one, ECS starts failing tasks again and again, and CloudFormation waits for up to three hours.',
  remedy: 'Turn on DeploymentCircuitBreaker with Rollback.',
  link: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html',
  check: (model) =>
    fleetServices(model).flatMap((origin): Outcome<{ hasCircuitBreaker: false }>[] => {
      const { resource, service } = origin;
      const kind = kindOf(origin);
      if (isUnknown(kind)) return [{ state: 'unknown', resource, unknowns: [kind] }];
      if (kind !== 'rolling') return [];
      return service.circuitBreaker
        ? [{ state: 'holds', resource }]
        : [{ state: 'fails', resource, path: ['DeploymentConfiguration'], facts: { hasCircuitBreaker: false } }];
    }),
  message: () => 'nothing ends a deployment whose tasks keep failing',
  fix: () => 'set DeploymentConfiguration.DeploymentCircuitBreaker to Enable: true, Rollback: true',
});
