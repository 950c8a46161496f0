import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Surroundings } from '../../bin/commands/command';
import { callsFrom, operationOf } from '../../bin/least-policy';
import { fastTime } from './fast-time';
import { type Ran, runLive } from './run';
import { SHOP, SHOP_TEMPLATE } from './shop';
import { environmentOf, TROUBLES, type TroubleName, troubledAws } from './troubled-aws';

// The first to call AWS loads its clients.
jest.setTimeout(20_000);

// The verbs against real answers over HTTP, in the form of each service: whatever is in the way is one line.

const folder = mkdtempSync(join(tmpdir(), 'stowage-troubles-'));
const template = join(folder, 'shop.yaml');
writeFileSync(template, SHOP_TEMPLATE);
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => jest.restoreAllMocks());

/** A verb, and two calls of it that trouble may come to: its first, and one in the middle. */
const VERBS: readonly (readonly [verb: string, args: readonly string[], first: string, middle: string])[] = [
  ['watch', ['Web', '--cluster', 'Shop', '--timeout', '1'], 'ecs:DescribeClusters', 'ecs:DescribeServices'],
  ['diagnose', ['Shop', '--timeout', '1'], 'ecs:DescribeClusters', 'ecs:ListServices'],
  ['drain', ['i-1', '--cluster', 'Shop', '--yes'], 'ecs:DescribeClusters', 'ecs:ListContainerInstances'],
  ['teardown', ['Shop', '--yes'], 'cloudformation:DescribeStacks', 'cloudformation:ListStackResources'],
  ['audit-images', [], 'ecs:ListClusters', 'ecr:DescribeRepositories'],
  ['run-task', ['web', '--cluster', 'Shop', '--timeout', '1'], 'ecs:DescribeTaskDefinition', 'ecs:RunTask'],
  [
    'run-task',
    ['--stack', 'Shop', '--task', 'Web', '--timeout', '1'],
    'cloudformation:GetTemplate',
    'cloudformation:ListStackResources',
  ],
];

/** Runs a verb where a call of it has trouble. */
async function runIn(
  trouble: TroubleName | undefined,
  action: string,
  args: readonly string[],
  around: Partial<Surroundings> = {},
): Promise<Ran & { called: readonly string[] }> {
  const aws = await troubledAws(SHOP, action, trouble);
  const before = { ...process.env };
  Object.assign(process.env, environmentOf(aws.endpoint));
  try {
    return { ...(await runLive(args, around)), called: aws.called };
  } finally {
    process.env = before;
    await aws.close();
  }
}

const names = Object.keys(TROUBLES) as TroubleName[];

/** What may pass, so that a verb which waits keeps trying until its time is up. */
const PASSING: readonly string[] = ['throttled', 'fault', 'proxy', 'cut'];

/** What is said shows nothing of the code. */
const STACK = /unexpected failure|\bat .*:\d+:\d+|Deserialization|undefined|\[object/;

/** One complaint in the last line, which says how to mend what is wrong; nothing before it but progress. */
const COMPLAINT = /^(?:(?!stowage:)[^\n]+\n)*stowage: [^\n]+; [^\n]+\n$/;

describe('preflight', () => {
  const args = ['preflight', template, '--region', 'eu-west-1'];

  test.each(['expired', 'unaccepted', 'skewed', 'proxy', 'cut'] as const)('%s is one line', async (trouble) => {
    const { code, out, err } = await runIn(trouble, 'ecr:DescribeImages', args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^stowage: [^\n]+; [^\n]+\n$/);
    expect(err).not.toMatch(STACK);
  });

  test.each(['denied', 'forbidden'] as const)('%s leaves open what hangs on it', async (trouble) => {
    const { code, out, err } = await runIn(trouble, 'ecr:DescribeImages', args);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/not looked at/i);
    expect(out).toContain('ecr:DescribeImages');
    expect(out).not.toMatch(STACK);
  });

  test.each(['throttled', 'fault'] as const)('%s is asked for again, said once, and left open', async (trouble) => {
    const passed = fastTime(40);
    const { code, out, err, called } = await runIn(trouble, 'ecr:DescribeImages', args);
    const seconds = passed();
    expect(called.filter((action) => action === 'ecr:DescribeImages').length).toBeGreaterThan(2);
    expect(seconds).toBeLessThan(60);
    expect(code).toBe(0);
    expect(err).toMatch(/^[\d:]+ {2}[^\n]*ecr:DescribeImages[^\n]*; asking again\n$/);
    expect(out).toMatch(/unknown/i);
    expect(out + err).not.toMatch(STACK);
  });

  test('on a terminal it says at once how far it is', async () => {
    const { err } = await runIn('denied', 'ecr:DescribeImages', args, { showsProgress: true });
    expect(err).toContain('looked up 0 of 1 …');
  });
});

describe.each(VERBS)('%s %p', (verb, args, first, middle) => {
  const unusable = verb === 'run-task' ? 125 : 2;

  test.each(names)('%s at its first call is one line', async (trouble) => {
    const { code, out, err, called } = await runIn(trouble, first, [verb, ...args]);
    expect(called).toContain(first);
    expect(err).not.toMatch(STACK);
    if (verb === 'watch' && PASSING.includes(trouble)) {
      expect(code).toBe(1);
      expect(out).toMatch(/^not steady after 1 s, and the last look failed: [^\n]*ecs:DescribeClusters[^\n]+\n$/);
      return;
    }
    expect({ code, out }).toEqual({ code: unusable, out: '' });
    expect(err).toMatch(COMPLAINT);
    if (!PASSING.includes(trouble)) expect(err.split('\n')).toHaveLength(2);
  });

  test.each(names)('%s in the middle is told, and ends it', async (trouble) => {
    const { code, out, err, called } = await runIn(trouble, middle, [verb, ...args]);
    expect(called).toContain(middle);
    expect(out + err).not.toMatch(STACK);
    if (verb === 'diagnose' && ['denied', 'forbidden'].includes(trouble)) {
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out).toContain('not everything was looked at');
    } else if (verb === 'watch' && PASSING.includes(trouble)) {
      expect(code).toBe(1);
      expect(out).toMatch(/^not steady after 1 s, and the last look failed: [^\n]*ecs:DescribeServices[^\n]+\n$/);
    } else {
      expect({ code, out }).toEqual({ code: unusable, out: '' });
      // A task that ECS did not start has its reason in the result.
      expect(err).toMatch(middle === 'ecs:RunTask' ? /\n1 task not started[^\n]*: [^\n]+; [^\n]+\n/ : COMPLAINT);
    }
  });

  test('it calls only what its least policy allows', async () => {
    const allowed = callsFrom(operationOf(verb)!);
    const { called } = await runIn(undefined, '', [verb, ...args]);
    expect(called.length).toBeGreaterThan(0);
    expect(called.filter((action) => !allowed.has(action))).toEqual([]);
  });
});
