import {
  booleanAt,
  type Container,
  isUnknown,
  knownStructAt,
  listAt,
  stringAt,
  structsAt,
  type TaskDefinition,
} from '../../template';
import { ec2TaskDefinitions } from '../container/ec2-task-definitions';
import type { Outcome } from '../outcome';
import { rule } from '../rule';

type Facts =
  | { problem: 'privileged'; container: string }
  | { problem: 'capability'; container: string; capability: string }
  | { problem: 'mount'; container: string; volume: string; hostPath: string }
  | { problem: 'host-processes' };

/** Paths of the instance that give the instance away. */
const GIVES_INSTANCE =
  /^\/(|var\/run\/docker\.sock|run\/docker\.sock|run|var\/run|etc|root|var\/lib\/ecs|var\/lib\/docker|etc\/ecs)\/?$/;
const CAPABILITIES = ['ALL', 'SYS_ADMIN', 'SYS_PTRACE', 'SYS_MODULE', 'SYS_RAWIO'];

/** No container can take over its instance. */
export const securityPrivileged = rule<Facts>({
  id: 'security-privileged',
  severity: 'warning',
  title: 'No container has rights over its instance',
  why: 'A container with rights over its instance also has those of every other container there, their task roles and secrets included.',
  remedy:
    'Set Privileged to false, add only the Linux capabilities that are needed, mount no path of the instance that controls it, and leave PidMode to the task.',
  link: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html',

  check: (model) => ec2TaskDefinitions(model).flatMap(outcomesOf),

  message(facts) {
    switch (facts.problem) {
      case 'privileged':
        return `the container ${facts.container} is privileged: it has every right over its instance, and over the other tasks there`;
      case 'capability':
        return `the container ${facts.container} has the Linux capability ${facts.capability}, with which it can leave its container`;
      case 'mount':
        return `the container ${facts.container} mounts ${facts.hostPath} of its instance (volume ${facts.volume}), which gives it control of the instance`;
      case 'host-processes':
        return 'the containers share the processes of their instance (PidMode host), and can see into those of other tasks';
    }
  },

  fix(facts) {
    switch (facts.problem) {
      case 'privileged':
        return `set Privileged of ${facts.container} to false, and add the Linux capabilities that it needs`;
      case 'capability':
        return `remove ${facts.capability} from LinuxParameters.Capabilities.Add of ${facts.container}`;
      case 'mount':
        return `remove the mount of ${facts.volume} from ${facts.container}, or acknowledge it where you trust ${facts.container} with the instance`;
      case 'host-processes':
        return 'set PidMode to task, or leave it out';
    }
  },
});

function outcomesOf(definition: TaskDefinition): Outcome<Facts>[] {
  const { resource, containers, properties } = definition;
  const outcomes = containers.map((container): Outcome<Facts>[] => {
    const path = ['ContainerDefinitions', container.index];
    const problems = problemsOf(container, definition);
    if (problems.length > 0) return problems.map((facts) => ({ state: 'fails', resource, path, facts }));
    const privileged = booleanAt(container.properties, 'Privileged');
    return isUnknown(privileged)
      ? [{ state: 'unknown', resource, path: [...path, 'Privileged'], unknowns: [privileged] }]
      : [{ state: 'holds', resource, path }];
  });
  const host = stringAt(properties, 'PidMode') === 'host';
  return host
    ? [...outcomes.flat(), { state: 'fails', resource, path: ['PidMode'], facts: { problem: 'host-processes' } }]
    : outcomes.flat();
}

function problemsOf({ name: container, properties }: Container, { volumes }: TaskDefinition): Facts[] {
  if (booleanAt(properties, 'Privileged') === true) return [{ problem: 'privileged', container }];
  const linux = knownStructAt(properties, 'LinuxParameters');
  const capabilities = linux && knownStructAt(linux, 'Capabilities');
  const added = capabilities && listAt(capabilities, 'Add');
  const strong =
    added === undefined || isUnknown(added) ? [] : added.filter((one) => CAPABILITIES.includes(String(one)));
  const mounts = structsAt(properties, 'MountPoints').flatMap(({ SourceVolume: volume }): Facts[] => {
    const host = volumes.find(({ Name }) => typeof volume === 'string' && Name === volume);
    const hostPath = host && knownStructAt(host, 'Host')?.['SourcePath'];
    return typeof hostPath === 'string' && GIVES_INSTANCE.test(hostPath)
      ? [{ problem: 'mount', container, volume: String(volume), hostPath }]
      : [];
  });
  return [...strong.map((one): Facts => ({ problem: 'capability', container, capability: String(one) })), ...mounts];
}
