import { simulationPage } from '../../../lib/report';
import { embedded, escaped } from '../../../lib/report/page/html';
import { INSTANCE, TASK } from '../../../lib/report/timeline/changes';
import {
  healthyCounts,
  instanceCounts,
  type TimelineData,
  timelineData,
} from '../../../lib/report/timeline/timeline-data';
import { SCENARIO_NAMES, type ScenarioName, type Simulation, simulationsOf } from '../../../lib/simulation';
import { fixtureModel } from '../../simulation/fixture';

const played = (name: string, scenario: ScenarioName) =>
  simulationsOf(fixtureModel(name), { scenario }).filter(
    (one): one is Extract<Simulation, { careful: object }> => 'careful' in one,
  );

const FIXTURES = ['shop', 'one-port', 'one-instance-each', 'many-stuck', 'rolling'];

/** The states of all tasks and instances at the end. */
function atEnd({ moments }: TimelineData) {
  const [tasks, instances, on] = [new Map<number, number>(), new Map<number, number>(), new Map<number, number>()];
  const pairs = (list: readonly number[], into: Map<number, number>) => {
    for (let at = 0; at < list.length; at += 2) into.set(list[at]!, list[at + 1]!);
  };
  for (const moment of moments) {
    pairs(moment.placed, on);
    pairs(moment.tasks, tasks);
    pairs(moment.instances, instances);
  }
  return { tasks, instances, on };
}

describe.each(SCENARIO_NAMES)('%s: the moments add up to what the simulation says', (scenario) => {
  test.each(FIXTURES)('%s', (name) => {
    for (const { careful, cluster } of played(name, scenario)) {
      const data = timelineData(careful, cluster);
      const healthy = healthyCounts(data);
      // Before the first step, everything was there already.
      const begun = data.moments.findIndex(({ lines }) => lines.some((line) => line.startsWith('step 1: ')));
      careful.services.forEach(({ lowestHealthy }, service) => {
        expect(Math.min(...healthy.slice(begun).map((counts) => counts[service]!))).toBe(lowestHealthy);
      });
      expect(instanceCounts(data).at(-1)).toBe(careful.finalInstances);
      expect(Math.max(...instanceCounts(data))).toBeLessThanOrEqual(careful.peakInstances);
      const { tasks, instances, on } = atEnd(data);
      for (const [task, state] of tasks) {
        if (state === TASK.gone || state === TASK.provisioning) continue;
        expect(instances.get(on.get(task)!)).not.toBe(INSTANCE.gone);
      }
    }
  });
});

test('what stands still in a large cluster is counted, not drawn', () => {
  const [simulation] = simulationsOf(fixtureModel('shop'), { scenario: 'update', services: ['worker'] });
  const { careful, cluster } = simulation as Extract<Simulation, { careful: object }>;
  const [whole, part] = [timelineData(careful, cluster), timelineData(careful, cluster, 0)];
  expect(whole.leftOut).toEqual({ services: 0, instances: 0 });
  expect(whole.others.every((count) => count === 0)).toBe(true);
  expect(part.services.map(({ name }) => name)).toEqual(['Worker']);
  expect(part.leftOut.services).toBe(2);
  expect(part.leftOut.instances).toBe(whole.instances.length - part.instances.length);
  expect(part.tasks.length).toBeLessThan(whole.tasks.length);
  // Every task is drawn or counted, where its instance is drawn.
  const found = (instance: string) =>
    careful.timeline.filter(
      (one) => one.code === 'task-found' && one.instance === instance && one.service !== 'worker',
    );
  expect(part.others).toEqual(part.instances.map(({ name }) => found(name).length));
  expect(part.moments.map(({ lines }) => lines)).toEqual(whole.moments.map(({ lines }) => lines));
});

describe('a stuck rollout', () => {
  test.each([
    ['one-port', /TCP port 8080 is taken/],
    ['one-instance-each', /distinctInstance: it runs one already/],
  ])('%s sticks at the step that starts the update, with reason and fix', (name, reason) => {
    const [{ careful, cluster }] = played(name, 'update') as [Extract<Simulation, { careful: object }>];
    const data = timelineData(careful, cluster);
    expect(data.stuck).toHaveLength(1);
    const [{ moment, reasons, fix, givenUp }] = data.stuck as [TimelineData['stuck'][number]];
    expect(data.moments[moment]!.lines.join('\n')).toContain('deployment of revision 1 starts');
    expect(reasons.join('\n')).toMatch(reason);
    expect(fix).not.toBe('');
    expect(givenUp).toBe(false);
    // No task of revision 1 is ever healthy.
    const later = data.moments.flatMap(({ tasks }) =>
      tasks.filter((_, at) => at % 2 === 0 && data.tasks[2 * tasks[at]! + 1] === 1 && tasks[at + 1] === TASK.healthy),
    );
    expect(later).toEqual([]);
  });
});

test('what templates say cannot end the script element or become markup', () => {
  const data = { name: '</script><!--<img src=x onerror=alert(1)>\u2028' };
  expect(embedded(data)).not.toMatch(/[<\u2028]/);
  expect(JSON.parse(embedded(data))).toEqual(data);
  expect(escaped(`<b a="1" b='2'>&\u001b`)).toBe('&lt;b a=&quot;1&quot; b=&#39;2&#39;&gt;&amp;\ufffd');
});

test('a page needs nothing from a network, and says so when nothing is simulated', () => {
  const page = simulationPage(FIXTURES.flatMap((name) => played(name, 'update')));
  expect(page).not.toMatch(/(?:src|href)="(?!#|data:)/);
  expect(page).toContain("default-src 'none'");
  expect(simulationPage([])).toContain('Nothing to simulate');
});
