import { Duration } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { commandHealth } from '../../../lib/task';
import { misuseOf } from '../../misuse';
import { define, plain, renderedContainer } from '../define';

const job = { ...plain, essential: false };
const checked = { ...plain, healthCheck: commandHealth(['true'], { startup: Duration.seconds(5) }) };

const waiting = (condition: string, other: object) => () =>
  define({ containers: { app: { ...plain, dependsOn: { other: condition } }, other } });

test.each([
  ['START', plain],
  ['COMPLETE', job],
  ['SUCCESS', job],
  ['HEALTHY', checked],
])('renders a wait for %s', (condition, other) => {
  const [wait] = renderedContainer(waiting(condition, other)())['DependsOn']!;
  expect(wait).toEqual({ ContainerName: 'other', Condition: condition });
});

test('refuses a wait for health without a health check', () => {
  expect(misuseOf(waiting('HEALTHY', plain))).toBe('DependencyWithoutHealthCheck');
});

test.each([
  ['is essential', plain],
  ['is started again', { ...job, restartPolicy: true }],
  ['is meant to keep running', { ...checked, essential: false }],
  ['routes logs', { ...job, logRouter: { type: 'fluentbit' } }],
])('refuses a wait for the end of a container that %s', (_, other) => {
  expect(misuseOf(waiting('SUCCESS', other))).toBe('DependencyNeverEnds');
  expect(misuseOf(waiting('COMPLETE', other))).toBe('DependencyNeverEnds');
  expect(misuseOf(waiting('START', other))).toBeUndefined();
});

test('refuses an unknown container, and says which one was probably meant', () => {
  const misspelt = () => define({ containers: { app: { ...plain, dependsOn: { migrat: 'SUCCESS' } }, migrate: job } });
  expect(misuseOf(misspelt)).toBe('ContainerUnknown');
  expect(misspelt).toThrow("did you mean 'migrate'?");
});

test('refuses a container that waits for itself', () => {
  expect(misuseOf(() => define({ containers: { app: { ...plain, dependsOn: { app: 'START' } } } }))).toBe(
    'DependencyCycle',
  );
});

test('refuses containers that wait for each other, by links too', () => {
  const a = { ...plain, dependsOn: { b: 'START' } };
  const b = { ...plain, links: { c: 'c' } };
  const c = { ...plain, dependsOn: { a: 'START' } };
  expect(misuseOf(() => define({ containers: { a, b, c } }))).toBe('DependencyCycle');
  expect(misuseOf(() => define({ containers: { a, b, c: plain } }))).toBeUndefined();
});

test('refuses exactly the waits that form a cycle', () => {
  const edges = fc.array(fc.tuple(fc.nat(4), fc.nat(4)), { maxLength: 8 });
  fc.assert(
    fc.property(edges, (waits) => {
      const names = ['c0', 'c1', 'c2', 'c3', 'c4'];
      const containers = Object.fromEntries(
        names.map((name, index) => {
          const others = waits.filter(([from]) => from === index).map(([, to]) => [`c${to}`, 'START']);
          return [name, { ...plain, dependsOn: Object.fromEntries(others) }];
        }),
      );
      // Kahn: whatever is left when nothing is free any more stands in a cycle.
      let left = names.map((_, index) => index);
      for (let before = -1; before !== left.length; ) {
        before = left.length;
        left = left.filter((one) => waits.some(([from, to]) => from === one && left.includes(to)));
      }
      expect(misuseOf(() => define({ containers }))).toBe(left.length > 0 ? 'DependencyCycle' : undefined);
    }),
    { numRuns: 60, seed: 11 },
  );
});

test('does not count a wait that is left undefined', () => {
  const container = { ...plain, dependsOn: { app: undefined, gone: undefined }, links: { gone: undefined } };
  const rendered = renderedContainer(define({ containers: { app: container } }));
  expect([rendered['DependsOn'], rendered['Links']]).toEqual([undefined, undefined]);
});

describe('links', () => {
  test('render as name and alias', () => {
    const task = define({ containers: { app: { ...plain, links: { cache: 'redis' } }, cache: plain } });
    expect(renderedContainer(task)['Links']).toEqual(['cache:redis']);
  });

  test('exist in bridge mode only', () => {
    const containers = { app: { ...plain, links: { cache: 'redis' } }, cache: plain };
    expect(misuseOf(() => define({ containers, networkMode: 'awsvpc' }))).toBe('NetworkModeUnsupported');
  });

  test('name containers that exist', () => {
    const containers = { app: { ...plain, links: { cahce: 'redis' } }, cache: plain };
    expect(misuseOf(() => define({ containers }))).toBe('ContainerUnknown');
  });
});
