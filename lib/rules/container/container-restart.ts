import {
  booleanAt,
  type Container,
  isUnknown,
  type Known,
  knownStructAt,
  listAt,
  type Model,
  numberAt,
  type Struct,
  type TaskDefinition,
} from '../../template';
import type { Outcome } from '../outcome';
import { rule } from '../rule';
import { ec2TaskDefinitions } from './ec2-task-definitions';

type Facts =
  | { problem: 'period'; container: string; seconds: number }
  | { problem: 'exec'; container: string; service: string }
  | { problem: 'unseen'; container: string; service: string; seconds: number }
  | { problem: 'waited-for'; container: string; waiting: string; condition: string; seconds: number };

/** A restart in place hides nothing and breaks nothing. */
export const containerRestart = rule<Facts>({
  id: 'container-restart',
  severity: 'warning',
  title: 'A restart policy leaves failures visible, and what relies on the container working',
  why: 'A container that is restarted in place keeps its task running: without a health check neither the circuit breaker nor the service sees that it keeps failing; ECS Exec does not come back after a restart, and a container waiting for its end may wait for ever.',
  remedy:
    'Give a container with a restart policy a HealthCheck, let RestartAttemptPeriod lie between 60 and 1800 seconds, and use no restart policy on containers that are meant to end.',
  link: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-restart-policy.html',

  check: (model) => ec2TaskDefinitions(model).flatMap((definition) => outcomesOf(definition, model)),

  message(facts) {
    switch (facts.problem) {
      case 'period':
        return `RestartAttemptPeriod of ${facts.container} is ${facts.seconds} seconds, outside 60 to 1800, which ECS refuses`;
      case 'exec':
        return `${facts.service} has ECS Exec, and ${facts.container} a restart policy: after a restart no command can be executed in it`;
      case 'unseen':
        return `${facts.container} is restarted in place whenever it fails after ${facts.seconds} seconds, and has no health check: ${facts.service} does not see that it keeps failing`;
      case 'waited-for':
        return `${facts.waiting} waits for ${facts.condition} of ${facts.container}, which its restart policy starts again when it ends after more than ${facts.seconds} seconds`;
    }
  },

  fix(facts) {
    switch (facts.problem) {
      case 'period':
        return `set RestartAttemptPeriod of ${facts.container} to ${facts.seconds < 60 ? 60 : 1800} seconds`;
      case 'exec':
        return `turn EnableExecuteCommand of ${facts.service} off, or RestartPolicy.Enabled of ${facts.container}`;
      case 'unseen':
        return `give ${facts.container} a HealthCheck`;
      case 'waited-for':
        return `add 0 to IgnoredExitCodes of ${facts.container}, or turn its restart policy off`;
    }
  },
});

function outcomesOf(definition: TaskDefinition, model: Model): Outcome<Facts>[] {
  const { resource } = definition;
  return definition.containers.flatMap((container): Outcome<Facts>[] => {
    const path = ['ContainerDefinitions', container.index, 'RestartPolicy'];
    const policy = knownStructAt(container.properties, 'RestartPolicy');
    const enabled: Known<boolean> = (policy && booleanAt(policy, 'Enabled')) ?? false;
    if (isUnknown(enabled)) return [{ state: 'unknown', resource, path, unknowns: [enabled] }];
    if (!policy || !enabled) return [];
    const problems = problemsOf(definition, container, policy, model);
    if (problems.length === 0) return [{ state: 'holds', resource, path }];
    return problems.map((facts) => ({ state: 'fails', resource, path, facts }));
  });
}

function problemsOf(definition: TaskDefinition, container: Container, policy: Struct, model: Model): Facts[] {
  const { name } = container;
  const given = numberAt(policy, 'RestartAttemptPeriod') ?? 300;
  const seconds = isUnknown(given) ? 300 : given;
  const services = model.services.filter(({ taskDefinition }) => taskDefinition === definition.resource);
  const problems: Facts[] = seconds < 60 || seconds > 1800 ? [{ problem: 'period', container: name, seconds }] : [];
  const exec = services.find(({ properties }) => booleanAt(properties, 'EnableExecuteCommand') === true);
  if (exec) problems.push({ problem: 'exec', container: name, service: exec.name });
  const unseen = services.find(({ loadBalancers }) =>
    loadBalancers.every(({ ContainerName }) => ContainerName !== name),
  );
  if (unseen && container.essential === true && !container.properties['HealthCheck']) {
    problems.push({ problem: 'unseen', container: name, service: unseen.name, seconds });
  }
  if (ignoresSuccess(policy)) return problems;
  const waiting = definition.containers.flatMap(({ name: waits, dependsOn }) =>
    dependsOn
      .filter((one) => one.container === name && (one.condition === 'SUCCESS' || one.condition === 'COMPLETE'))
      .map(({ condition }): Facts => {
        const facts = { container: name, waiting: waits, condition: String(condition), seconds };
        return { problem: 'waited-for', ...facts };
      }),
  );
  return [...problems, ...waiting];
}

/** Whether a container that ends with 0 is left ended, as far as known. */
function ignoresSuccess(policy: Struct): boolean {
  const ignored = listAt(policy, 'IgnoredExitCodes');
  return ignored !== undefined && (isUnknown(ignored) || ignored.some((code) => Number(code) === 0));
}
