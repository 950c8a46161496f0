import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { program } from '../../bin/command-line';
import { callsFrom, leastPolicy, operationOf, unseenIn } from '../../bin/least-policy';
import { ACTIONS, iamAction, type ServiceName } from '../../lib/operations/aws/actions';

const operations = join(__dirname, '..', '..', 'lib', 'operations');

/** Verbs that can be given a profile are those that talk to AWS. */
const verbs = program({ out: () => {} }, () => {})
  .commands.filter(({ options }) => options.some(({ long }) => long === '--profile'))
  .map((command) => command.name());

const policyOf = (verb: string) => leastPolicy(callsFrom(operationOf(verb)!));
const allowed = (verb: string) => policyOf(verb).Statement.flatMap(({ Action }) => Action);

test('every verb that talks to AWS has a policy, and no other', () => {
  expect(verbs.length).toBeGreaterThan(5);
  expect(verbs.filter((verb) => !operationOf(verb))).toEqual([]);
});

test('every action of the table is called by some verb', () => {
  const called = new Set(verbs.flatMap((verb) => [...callsFrom(operationOf(verb)!).keys()]));
  const known = (Object.keys(ACTIONS) as ServiceName[]).flatMap((service) =>
    Object.keys(ACTIONS[service]).map((method) => iamAction(service, method)),
  );
  expect([...called].sort()).toEqual(known.sort());
});

test('no file of the operations calls AWS in a way that the reading of policies does not see', () => {
  const files = readdirSync(operations, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !join(entry.parentPath, entry.name).endsWith(join('aws', 'clients.ts')))
    .map((entry) => join(entry.parentPath, entry.name));
  const found = files.flatMap((file) =>
    unseenIn(readFileSync(file, 'utf8')).map((text) => `${relative(operations, file)}: ${text}`),
  );
  expect(files.length).toBeGreaterThan(50);
  expect(found).toEqual([]);
});

test.each([
  ['a service as a value', 'const e = clients.ecs; e.runTask({});'],
  ['a service that is handed on', 'start(clients.ecs);'],
  ['a service of what a call gives', 'const e = account.at(resource).ecs;\n'],
  ['a service under another type', '(clients.ecs as ECS).createCluster({})'],
  ['a method as a value', 'const run = clients.ecs.runTask;\n'],
  ['a method that is bound', 'clients.ecs.runTask.bind(clients.ecs)'],
  ['an optional call', 'clients.ecs?.runTask({})'],
  ['a computed name', 'clients[service].runTask({})'],
  ['a computed name of a member', 'this.options.clients[service]'],
  ['a quoted name', "there['ecs'].runTask({})"],
  ['a quoted method', "ecs['runTask']({})"],
  ['another name', 'const { ecs: e } = clients;'],
  ['another name of a parameter', 'function f({ ecs: e }: Clients) {}'],
  ['a method out of a service', 'const { runTask } = clients.ecs;'],
  ['a method out of it all', 'const { ecs: { runTask } } = clients;'],
  ['a spread', 'const mine = { ...clients };'],
  ['a walk', 'Object.values(clients)'],
  ['a file that is loaded late', "const { call } = require('./call');"],
])('%s would be seen', (_what, source) => expect(unseenIn(source)).not.toEqual([]));

test.each([
  'await clients.ecs.runTask({ cluster })',
  'await clients.ecs\n  .runTask({ cluster })',
  'const { ecs } = clients; await ecs.runTask({})',
  'this.logs = new LogFollower(); if (this.logs.ended) return;',
  'member.ec2?.LaunchTime',
  '/** `clients.ecs` */',
])('%s is a plain call, or none', (source) => expect(unseenIn(source)).toEqual([]));

test('run-task may start tasks in its cluster only, and pass roles to tasks only', () => {
  expect(policyOf('run-task').Statement).toEqual(
    expect.arrayContaining([
      {
        Effect: 'Allow',
        Action: ['ecs:RunTask'],
        Resource: 'arn:aws:ecs:REGION:ACCOUNT:task-definition/FAMILY:*',
        Condition: { ArnLike: { 'ecs:cluster': 'arn:aws:ecs:REGION:ACCOUNT:cluster/CLUSTER' } },
      },
      {
        Effect: 'Allow',
        Action: ['iam:PassRole'],
        Resource: 'arn:aws:iam::ACCOUNT:role/*',
        Condition: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
      },
    ]),
  );
});

test.each(['preflight', 'audit-images', 'diagnose', 'watch'])('%s only reads', (verb) => {
  expect(allowed(verb).filter((action) => !/:(Describe|List|Get|BatchGet)/.test(action))).toEqual([]);
});
