import { clock, duration } from '../../lib/report/clock';
import { instanceList, nameList } from '../../lib/report/name-list';
import { namesFrom } from '../../lib/report/simulation/names';
import { capacity, service } from '../placement/rollout/small-cluster';

test.each([
  [0, '0:00', '0 s'],
  [40, '0:40', '40 s'],
  [600, '10:00', '10 min'],
  [750.4, '12:30', '12 min 30 s'],
  [3605, '1:00:05', '1 h 5 s'],
  [86_400, '24:00:00', '24 h'],
])('%d seconds', (seconds, shown, words) => {
  expect([clock(seconds), duration(seconds)]).toEqual([shown, words]);
});

test.each([
  [[], ''],
  [['a'], 'a'],
  [['a', 'b'], 'a and b'],
  [['a', 'b', 'c'], 'a, b and c'],
  [['a', 'b', 'c', 'd'], 'a, b and 2 more'],
])('names %j', (names, text) => expect(nameList(names)).toBe(text));

test.each([
  [['g/2', 'g/1'], 'g/1 and g/2'],
  [['g/1', 'g/10', 'g/2', 'g/3'], 'g/1 to g/3 and g/10'],
  [['g/1', 'h/2', 'h/3', 'h/4', 'i-1'], 'g/1, h/2 to h/4 and i-1'],
])('instances %j', (names, text) => expect(instanceList(names)).toBe(text));

test('services are called by the last part of their path, instances and providers after their capacity', () => {
  const names = namesFrom(
    [
      [service('web-1', 1), 'Shop/Web'],
      [service('api-1', 1), 'Shop/Api'],
    ],
    [
      [capacity('C/steady/Group', 0, 1, { provider: { name: 'C/steady/Provider' } }), 'C/steady'],
      [capacity('C/burst/Group', 0, 1), 'C/burst'],
    ],
  );
  expect([names.service('web-1'), names.instance('C/steady/Group/7'), names.provider('C/steady/Provider')]).toEqual([
    'Web',
    'steady/7',
    'steady',
  ]);
  expect([names.service('other'), names.instance('i-1'), names.provider('p')]).toEqual(['other', 'i-1', 'p']);
});
