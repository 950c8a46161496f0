import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ACTIONS, type Action, type ActionResource, iamAction, type ServiceName } from '../lib/operations/aws/actions';

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
  parameter: 'arn:aws:ssm:REGION:ACCOUNT:parameter/*',
  secret: 'arn:aws:secretsmanager:REGION:ACCOUNT:secret:*',
  role: 'arn:aws:iam::ACCOUNT:role/*',
};

/** A call in the code: the service, the method. */
const CALL = new RegExp(`\\b(${Object.keys(ACTIONS).join('|')})\\s*\\.(\\w+)\\(`, 'g');

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

/** The least policy that carries out calls: one statement for each kind of resource. */
export function leastPolicy(calls: ReadonlyMap<string, Action>) {
  const byResource = new Map<ActionResource, Set<string>>();
  const allow = (action: string, on: ActionResource) =>
    byResource.set(on, (byResource.get(on) ?? new Set()).add(action));
  for (const [name, { on, along = [] }] of calls) {
    allow(name, on);
    for (const other of along) allow(other.action, other.on);
  }
  const resources = Object.keys(ARNS) as ActionResource[];
  return {
    Version: '2012-10-17',
    Statement: resources.flatMap((on) => {
      const actions = byResource.get(on);
      return actions ? [{ Effect: 'Allow', Action: [...actions].sort(), Resource: ARNS[on] }] : [];
    }),
  };
}

const [START, END] = [
  '<!-- Made by `npm run docs` from the calls that the code makes. -->',
  '<!-- End of what is made. -->',
];

/** `docs/operations.md` with the policies of its verbs made anew. */
export function withPolicies(page: string, verbs: readonly string[]): string {
  const sections = verbs.flatMap((verb) => {
    const file = operationOf(verb);
    if (!file) return [];
    return [`### ${verb}`, '', '```json', JSON.stringify(leastPolicy(callsFrom(file)), undefined, 2), '```', ''];
  });
  const start = page.indexOf(START);
  const end = page.indexOf(END);
  if (start < 0 || end < start) throw new Error('docs/operations.md has lost the marks between which policies stand');
  return [page.slice(0, start) + START, '', ...sections, page.slice(end)].join('\n');
}
