import type { Fit, UnplacedTasks } from '../../../../lib/operations';
import { fitText, placementFailuresText } from '../../../../lib/report/operations/run-task/fit-text';

const fitWith = (more: Partial<Fit> = {}): Fit => ({
  ...{ count: 1, instances: 3, takers: ['i1'], placed: 1, unplaced: [], rejections: [] },
  explanation: { instances: 0, reasons: [], moreInstancesHelp: false },
  ...more,
});

const unplaced = (one: UnplacedTasks) =>
  fitText(fitWith({ count: 5, placed: 5 - one.tasks, unplaced: [one] }))[1]?.trim();
const steady = { capacityProvider: 'steady', tasks: 2 };

test.each<[Fit, string]>([
  [fitWith(), '1 of 3 instances can take it now'],
  [fitWith({ takers: [], placed: 0 }), 'none of 3 instances can take it now'],
  [fitWith({ instances: 0, takers: [], placed: 0 }), 'the cluster has no instances'],
  [fitWith({ count: 5, placed: 3 }), '3 of 5 tasks find room now (1 of 3 instances can take one)'],
])('what fits is told in one line: %#', (given, line) => expect(fitText(given)).toEqual([line]));

test.each<[UnplacedTasks, string]>([
  [
    { ...steady, moreInstances: { least: 1, most: 2 }, scaleOut: { isManaged: true, room: 4 } },
    '2 tasks wait for steady to scale out (1 to 2 more instances, its group may have 4 more)',
  ],
  [
    { ...steady, tasks: 1, moreInstances: { least: 1, most: 1 } },
    '1 task waits for steady to scale out (1 more instance)',
  ],
  [
    { ...steady, moreInstances: { least: 2, most: 2 }, scaleOut: { isManaged: true, room: 1 } },
    '2 tasks of steady would need 2 more instances, its group may have 1 more: raise its maximum',
  ],
  [
    { ...steady, moreInstances: { least: 1, most: 1 }, scaleOut: { isManaged: false } },
    '2 tasks of steady: it does not scale out by itself (managed scaling is off), so ECS refuses them',
  ],
  [{ ...steady, moreInstances: 'none' }, '2 tasks of steady: another instance like its own would not take one'],
  [steady, '2 tasks wait for steady to scale out (how many instances it needs is not known, since it has none)'],
  [
    { tasks: 2, moreInstances: { least: 1, most: 1 }, offered: [] },
    '2 tasks cannot be placed: there is no room, and by launch type EC2 none is waited for',
  ],
  [
    { tasks: 2, moreInstances: { least: 1, most: 1 }, offered: ['steady', 'burst'] },
    '2 tasks cannot be placed: there is no room, and by launch type EC2 none is waited for; give --capacity steady or burst to wait for one',
  ],
  [
    { tasks: 1, moreInstances: 'none' },
    '1 task cannot be placed: another instance like these would not take one, and by launch type EC2 none is waited for',
  ],
])('what becomes of the others: %#', (one, line) => expect(unplaced(one)).toBe(line));

test("the engine's reasons stand beside those of ECS, instance by instance", () => {
  const memory = { code: 'memory', needed: 512, free: 100, offered: 7772, moreInstancesHelp: true } as const;
  const failure = (reason: string, ...instances: string[]) => ({ reason, times: instances.length, instances });
  const given = fitWith({
    placed: 0,
    takers: [],
    rejections: [{ instanceId: 'i1', ec2InstanceId: 'i-0abc', rejections: [memory] }],
  });
  expect(placementFailuresText(given, [failure('RESOURCE:MEMORY', 'i1'), failure('AGENT', 'i2')])).toEqual([
    '  i-0abc: memory (needs 512 MiB, 100 of 7772 free) (ECS: RESOURCE:MEMORY)',
    '  i2: nothing that the placement engine sees (ECS: AGENT)',
  ]);
});

test('many instances are told by the first five', () => {
  const rejections = Array.from({ length: 7 }, (_, index) => ({
    instanceId: `i${index}`,
    rejections: [{ code: 'agent', moreInstancesHelp: true } as const],
  }));
  const lines = fitText(fitWith({ placed: 0, takers: [], rejections, unplaced: [steady] }));
  expect(lines).toHaveLength(8);
  expect(lines.at(-1)).toBe('  and 2 more');
});
