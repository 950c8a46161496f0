import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  ACTIONS,
  type Action,
  type ActionCondition,
  type ActionResource,
  iamAction,
  type Permission,
  type ServiceName,
} from '../lib/operations/aws/actions';

// What each verb may do at least, read from the calls that its code makes, for `docs/operations.md`.

const operations = join(__dirname, '..', 'lib', 'operations');

/** The ARNs that a statement names, with words to replace. */
const ARNS: Readonly<Record<ActionResource, string>> = {
  '*': '*',
  cluster: 'arn:aws:ecs:REGION:ACCOUNT:cluster/CLUSTER',
  service: 'arn:aws:ecs:REGION:ACCOUNT:service/CLUSTER/*',
  'service-deployment': 'arn:aws:ecs:REGION:ACCOUNT:service-deployment/CLUSTER/*',
  task: 'arn:aws:ecs:REGION:ACCOUNT:task/CLUSTER/*',
  'task-definition': 'arn:aws:ecs:REGION:ACCOUNT:task-definition/FAMILY:*',
  'container-instance': 'arn:aws:ecs:REGION:ACCOUNT:container-instance/CLUSTER/*',
  'capacity-provider': 'arn:aws:ecs:REGION:ACCOUNT:capacity-provider/*',
  repository: 'arn:aws:ecr:REGION:ACCOUNT:repository/*',
  'log-group': 'arn:aws:logs:REGION:ACCOUNT:log-group:*',
  stack: 'arn:aws:cloudformation:REGION:ACCOUNT:stack/*',
  'auto-scaling-group': 'arn:aws:autoscaling:REGION:ACCOUNT:autoScalingGroup:*',
  'scalable-target': 'arn:aws:application-autoscaling:REGION:ACCOUNT:scalable-target/*',
  parameter: 'arn:aws:ssm:REGION:ACCOUNT:parameter/*',
  secret: 'arn:aws:secretsmanager:REGION:ACCOUNT:secret:*',
  role: 'arn:aws:iam::ACCOUNT:role/*',
  'instance-profile': 'arn:aws:iam::ACCOUNT:instance-profile/*',
};

const CONDITIONS: Readonly<Record<ActionCondition, object>> = {
  'in-cluster': { ArnLike: { 'ecs:cluster': ARNS.cluster } },
  'to-tasks': { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
};

const SERVICES = Object.keys(ACTIONS).join('|');
const METHODS = Object.values(ACTIONS).flatMap(Object.keys).join('|');

/** A call in the code: the service, the method. */
const CALL = new RegExp(`\\b(${SERVICES})\\s*\\.(\\w+)\\(`, 'g');

/** Ways to a call that {@link callsFrom} would not see. */
const UNSEEN = [
  // A service, or a method of it, as a value: `const ecs = clients.ecs`, `clients.ecs.runTask.bind(…)`, `clients.ecs?.runTask(…)`.
  `(?<!\\\\)\\.(?:${SERVICES})\\b(?!\\s*=[^=])(?!\\s*\\??\\.\\s*(?!(?:${METHODS})\\b)\\w)(?!\\s*\\.(?:${METHODS})\\()`,
  // By a name that is computed or quoted: `clients[service]`, `clients['ecs']`.
  `\\b\\w*[cC]lients\\s*(?:\\?\\.)?\\[`,
  `\\[\\s*['"\`](?:${SERVICES}|${METHODS})['"\`]\\s*\\]`,
  // Under another name: `const { ecs: e } = clients`, `({ ecs: { runTask } }: Clients) => …`.
  `\\b(?:${SERVICES})\\s*:\\s*(?:\\w+|\\{[^{}]*\\})[^;{}]*\\}\\s*(?:=(?!>)|:\\s*\\w*Clients)`,
  `\\{[^{}]*\\b(?:${METHODS})\\b[^{}]*\\}\\s*=\\s*[^;]*\\b(?:${SERVICES})\\b`,
  // All of them at once.
  `\\.\\.\\.\\s*\\w*[cC]lients\\b(?!\\s*\\.)`,
  `\\b(?:Object|Reflect)\\.\\w+\\(\\s*\\w*[cC]lients\\b`,
  // In a file that is loaded in a way that is not followed.
  `\\b(?:require|import)\\(`,
].map((pattern) => new RegExp(pattern, 'g'));

/** What of a source may call AWS without being seen by {@link callsFrom}; it should hold nothing of this. */
export const unseenIn = (source: string): readonly string[] =>
  UNSEEN.flatMap((pattern) => [...withoutComments(source).matchAll(pattern)].map(([text]) => text));

const withoutComments = (source: string): string => source.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');

const VALUE_IMPORT = /(?:^|\n)(?:import|export)\s+(?!type\b)[^;]*?from '(\.[^']+)'/g;

/** The calls that a file makes, or any that it imports. */
export function callsFrom(entry: string, seen = new Set<string>()): ReadonlyMap<string, Action> {
  const calls = new Map<string, Action>();
  if (seen.has(entry)) return calls;
  seen.add(entry);
  const source = readFileSync(entry, 'utf8');
  for (const [, service, method] of source.matchAll(CALL)) {
    const known: Readonly<Record<string, Action>> = ACTIONS[service as ServiceName];
    const action = known[method!];
    // A method of something else that has the name of a service, such as `logs`.
    if (action) calls.set(iamAction(service as ServiceName, method!), action);
  }
  for (const [, target] of source.matchAll(VALUE_IMPORT)) {
    const file = `${join(dirname(entry), target!)}.ts`;
    if (!file.startsWith(operations)) continue;
    for (const [name, action] of callsFrom(file, seen)) calls.set(name, action);
  }
  return calls;
}

/** The file that a verb starts from, if it is one that talks to AWS. */
export function operationOf(verb: string): string | undefined {
  const file = join(operations, verb, `${verb}.ts`);
  return existsSync(file) ? file : undefined;
}

/** The calls that are made whatever the options, or those that are made with one option only. */
export const callsWith = (calls: ReadonlyMap<string, Action>, option?: string): ReadonlyMap<string, Action> =>
  new Map([...calls].filter(([, { only }]) => only === option));

/** The least policy that carries out calls: one statement for each kind of resource and each condition. */
export function leastPolicy(calls: ReadonlyMap<string, Action>) {
  const needed = [...calls].flatMap(([action, { on, when, along = [] }]): readonly Needed[] => [
    { action, on, ...(when && { when }) },
    ...along,
  ]);
  const resources = Object.keys(ARNS) as ActionResource[];
  const conditions = [undefined, ...(Object.keys(CONDITIONS) as ActionCondition[])];
  const statements = resources.flatMap((on) => conditions.map((when) => statementOf(needed, on, when)));
  return { Version: '2012-10-17', Statement: statements.filter(({ Action }) => Action.length > 0) };
}

type Needed = Permission & { readonly action: string };

function statementOf(needed: readonly Needed[], on: ActionResource, when: ActionCondition | undefined) {
  const actions = needed.filter((one) => one.on === on && one.when === when).map(({ action }) => action);
  return {
    Effect: 'Allow',
    Action: [...new Set(actions)].sort(),
    Resource: ARNS[on],
    ...(when && { Condition: CONDITIONS[when] }),
  };
}

const [START, END] = [
  '<!-- Made by `npm run docs` from the calls that the code makes. -->',
  '<!-- End of what is made. -->',
];

const shown = (calls: ReadonlyMap<string, Action>): readonly string[] => [
  '```json',
  JSON.stringify(leastPolicy(calls), undefined, 2),
  '```',
  '',
];

/** `docs/operations.md` with the policies of its verbs made anew. */
export function withPolicies(page: string, verbs: readonly string[]): string {
  const sections = verbs.flatMap((verb) => {
    const file = operationOf(verb);
    if (!file) return [];
    const calls = callsFrom(file);
    const options = new Set([...calls.values()].flatMap(({ only }) => only ?? []));
    return [
      `### ${verb}`,
      '',
      ...shown(callsWith(calls)),
      ...[...options].flatMap((option) => [`With \`${option}\` also:`, '', ...shown(callsWith(calls, option))]),
    ];
  });
  const start = page.indexOf(START);
  const end = page.indexOf(END);
  if (start < 0 || end < start) throw new Error('docs/operations.md has lost the marks between which policies stand');
  return [page.slice(0, start) + START, '', ...sections, page.slice(end)].join('\n');
}
