import {
  booleanAt,
  type Container,
  grantOf,
  hostsOf,
  isUnknown,
  type Model,
  type Service,
  structAt,
  structsAt,
  type TaskDefinition,
  type TaskOrigin,
  Unknown,
} from '../../template';
import type { Outcome } from '../outcome';
import { rule } from '../rule';

type Facts = { service: string } & (
  | { problem: 'no-role' }
  | { problem: 'not-allowed'; role: string; actions: readonly string[] }
  | { problem: 'read-only'; containers: readonly string[] }
  | { problem: 'no-init'; containers: readonly string[] }
);

/** What the agent for ECS Exec does in the name of the task. */
const ACTIONS = [
  'ssmmessages:CreateControlChannel',
  'ssmmessages:CreateDataChannel',
  'ssmmessages:OpenControlChannel',
  'ssmmessages:OpenDataChannel',
];

/** Where the agent for ECS Exec writes. */
const WRITTEN = ['/var/lib/amazon/ssm', '/var/log/amazon/ssm'];

/** Commands can be executed where they are meant to be. */
export const containerExec = rule<Facts>({
  id: 'container-exec',
  severity: 'warning',
  title: 'ECS Exec works where a service turns it on',
  why: 'ECS Exec runs an agent of Systems Manager in every container: ECS refuses the service without a task role, the agent does not connect without the rights to (TargetNotConnected) or when it cannot write its files, and leaves processes behind where no init process collects them.',
  remedy:
    'Give the task a role that is allowed the four ssmmessages actions, set InitProcessEnabled, and leave the root file system writable or mount volumes where the agent writes.',
  link: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html',

  check: (model) => model.taskOrigins.flatMap((origin) => outcomesOf(origin, model)),

  message(facts) {
    switch (facts.problem) {
      case 'no-role':
        return `${facts.service} has ECS Exec, and its tasks have no role`;
      case 'not-allowed':
        return `${facts.service} has ECS Exec, and the task role ${facts.role} is not allowed ${facts.actions.join(', ')}`;
      case 'read-only':
        return `${facts.service} has ECS Exec, and the root file system of ${facts.containers.join(', ')} is read-only: the agent cannot write to ${WRITTEN.join(' and ')}`;
      case 'no-init':
        return `${facts.service} has ECS Exec, and ${facts.containers.join(', ')} no init process: what a session leaves behind stays as zombies`;
    }
  },

  fix(facts) {
    switch (facts.problem) {
      case 'no-role':
        return `set TaskRoleArn to a role for ecs-tasks.amazonaws.com that is allowed ${ACTIONS.join(', ')}`;
      case 'not-allowed':
        return `allow ${facts.actions.join(', ')} on * in a policy of ${facts.role}`;
      case 'read-only':
        return `mount a volume at ${WRITTEN.join(' and one at ')} of ${facts.containers.join(', ')}, or set ReadonlyRootFilesystem to false`;
      case 'no-init':
        return `set LinuxParameters.InitProcessEnabled of ${facts.containers.join(', ')} to true`;
    }
  },
});

function outcomesOf(origin: TaskOrigin, model: Model): Outcome<Facts>[] {
  const { service, definition, resource } = origin;
  if (!service || !definition || definition.isWindows || hostsOf(origin) === undefined) return [];
  const path = ['EnableExecuteCommand'];
  const enabled = booleanAt(service.properties, 'EnableExecuteCommand') ?? false;
  if (isUnknown(enabled)) return [{ state: 'unknown', resource, path, unknowns: [enabled] }];
  if (!enabled) return [];
  const role = roleProblem(service, definition, model);
  const named = (match: (container: Container) => boolean) =>
    definition.containers.filter(match).map(({ name }) => name);
  const [readOnly, noInit] = [named(isReadOnly), named(lacksInit)];
  const problems: Facts[] = [
    ...(role && !isUnknown(role) ? [role] : []),
    ...(readOnly.length > 0 ? [{ problem: 'read-only', service: service.name, containers: readOnly } as const] : []),
    ...(noInit.length > 0 ? [{ problem: 'no-init', service: service.name, containers: noInit } as const] : []),
  ];
  const failed = problems.map((facts): Outcome<Facts> => ({ state: 'fails', resource, path, facts }));
  if (isUnknown(role)) return [...failed, { state: 'unknown', resource, path, unknowns: [role] }];
  return failed.length > 0 ? failed : [{ state: 'holds', resource, path }];
}

function roleProblem(service: Service, { properties }: TaskDefinition, model: Model): Facts | Unknown | undefined {
  const given = properties['TaskRoleArn'];
  if (given === undefined) return { problem: 'no-role', service: service.name };
  const role = model.roleOf(given);
  if (!role) {
    const elsewhere = new Unknown({ code: 'assumption', name: 'the task role is not in the templates' }, '');
    return isUnknown(given) ? given : elsewhere;
  }
  const answers = ACTIONS.map((action) => ({ action, answer: grantOf(role, action, '*') }));
  const actions = answers
    .filter(({ answer }) => answer === 'missing' || answer === 'denied')
    .map(({ action }) => action);
  if (actions.length > 0)
    return { problem: 'not-allowed', service: service.name, role: role.resource.logicalId, actions };
  return answers.map(({ answer }) => answer).find(isUnknown);
}

/** Whether the root is surely read-only, and no volume stands where the agent writes. */
function isReadOnly({ properties }: Container): boolean {
  if (booleanAt(properties, 'ReadonlyRootFilesystem') !== true) return false;
  const paths = structsAt(properties, 'MountPoints').map(({ ContainerPath: path }) => path);
  if (paths.some((path) => typeof path !== 'string')) return false;
  const covers = (path: unknown, written: string) => `${written}/`.startsWith(`${String(path).replace(/\/$/, '')}/`);
  return WRITTEN.some((written) => !paths.some((path) => covers(path, written)));
}

function lacksInit({ properties }: Container): boolean {
  const linux = structAt(properties, 'LinuxParameters') ?? {};
  return !isUnknown(linux) && (booleanAt(linux, 'InitProcessEnabled') ?? false) === false;
}
