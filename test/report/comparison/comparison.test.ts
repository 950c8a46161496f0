import { planOf } from '../../../lib/plan';
import { comparePlans, comparisonMarkdown, comparisonText, type PlanJson, planJson } from '../../../lib/report';
import {
  fleetTemplate,
  managed,
  scalableTarget,
  serviceTemplate,
  type TemplateOfFleet,
} from '../../plan/fleet-template';
import { modelOf } from '../../template/model-of';

function jsonOf(rest: string, options: TemplateOfFleet = {}): PlanJson {
  const model = modelOf(fleetTemplate({ ...options, rest }));
  return planJson({ model, plan: planOf(model), rules: [], findings: [], severity: 'info', idle: [] });
}

const compared = (before: PlanJson, after: PlanJson) => comparePlans(before, after)[0]!;
const service = (properties: string, cpuUnits = 128) => jsonOf(serviceTemplate('Web', cpuUnits, 128, properties));

const BEFORE = jsonOf(
  serviceTemplate('Web', 512, 512, managed(3)) +
    serviceTemplate('Old', 128, 128, managed(1)) +
    serviceTemplate('Named', 128, 128, `${managed(2)}, ServiceName: before`),
);
const AFTER = jsonOf(
  serviceTemplate('Web', 1024, 512, managed(5)) +
    serviceTemplate('New', 128, 128, managed(1)) +
    scalableTarget('New', 1, 4) +
    serviceTemplate('Named', 128, 128, `${managed(2)}, ServiceName: after`),
  { type: 'm6i.large', max: 2 },
);

test('what is added, removed, changed and replaced, and what that costs', () => {
  const { change, capacities, services, cost, waiting } = compared(BEFORE, AFTER);
  expect(change).toBe('kept');
  expect(capacities).toMatchObject([
    {
      change: 'changed',
      fields: [{ field: 'types', before: ['m5.large'], after: ['m6i.large'] }, { field: 'maximum size' }],
    },
  ]);
  expect(services.map(({ change: what }) => what)).toEqual(['changed', 'added', 'replaced', 'removed']);
  expect(services[0]).toMatchObject({
    fields: [{ field: 'desired count', before: 3, after: 5 }, { field: 'CPU units' }],
  });
  expect(cost.desired).toEqual({ before: 0.096, after: 0.192 });
  expect(waiting.desired.before).toBe(0);
  expect(waiting.desired.after).toBeGreaterThan(0);
});

test('text for people, and Markdown for pull requests', () => {
  const comparison = comparePlans(BEFORE, AFTER);
  expect(comparisonText(comparison, 'before.json', { colour: false, width: 80 })).toMatchSnapshot();
  expect(comparisonMarkdown(comparison)).toMatchSnapshot();
});

test('the same plan: nothing is different', () => {
  const same = comparePlans(AFTER, AFTER);
  expect(comparisonText(same, 'x', { colour: false })).toContain('Nothing is different');
  expect(comparisonMarkdown(same)).toContain('Nothing is different');
});

test.each([
  ['a launch type in place of a strategy', 'DesiredCount: 1, LaunchType: EC2', managed(1)],
  ['another scheduling strategy', 'LaunchType: EC2', 'LaunchType: EC2, SchedulingStrategy: DAEMON'],
  ['a name where there was none', managed(1), `${managed(1)}, ServiceName: web`],
])('%s replaces a service', (_, before, after) => {
  expect(compared(service(before), service(after)).services).toMatchObject([{ change: 'replaced' }]);
});

test('a demand rolls the tasks, a count does not', () => {
  const text = (before: PlanJson, after: PlanJson) =>
    comparisonText(comparePlans(before, after), 'x', { colour: false });
  expect(text(service(managed(1)), service(managed(1), 256))).toContain('a deployment replaces its tasks');
  expect(text(service(managed(1)), service(managed(2)))).not.toContain('replaces its tasks');
});

test('a replaced service that keeps its name cannot be made', () => {
  const named = (rest: string) => service(`${rest}, ServiceName: web`);
  const comparison = comparePlans(named('DesiredCount: 1, LaunchType: EC2'), named(managed(1)));
  expect(comparisonText(comparison, 'x', { colour: false })).toContain('the update fails');
});

test('a name that is not known is no change', () => {
  const open = service(`${managed(1)}, ServiceName: !Ref Open`);
  expect(compared(open, service(`${managed(1)}, ServiceName: web`)).services).toEqual([]);
});

test('clusters come and go', () => {
  const none = { clusters: [] };
  expect(compared(none as never, AFTER)).toMatchObject({
    change: 'added',
    cost: { minimum: { before: 0, after: 0.096 } },
  });
  expect(compared(AFTER, none as never)).toMatchObject({
    change: 'removed',
    cost: { minimum: { before: 0.096, after: 0 } },
  });
});

test('costs that lack a group are not known', () => {
  expect(compared(BEFORE, jsonOf('', { max: '!Ref Open' })).cost.minimum).toEqual({ before: 0.096 });
});

test('names of a template are no markup', () => {
  const evil = comparePlans(service(managed(1)), {
    clusters: [{ ...AFTER.clusters[0]!, name: 'a|b](http://x)\n# c' }],
  });
  const text = comparisonMarkdown(evil);
  expect(text).not.toContain('](http');
  expect(text).not.toContain('\n# c');
});
