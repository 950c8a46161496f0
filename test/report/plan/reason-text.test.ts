import type { PlacementReason } from '../../../lib/placement';
import { reasonText } from '../../../lib/report';

const reason = (over: Partial<PlacementReason>): PlacementReason => ({
  instanceId: 'i',
  instances: 6,
  candidates: 6,
  refused: [],
  steps: [],
  ...over,
});

test.each<[string, Partial<PlacementReason>]>([
  ['The only instance.', { instances: 1, candidates: 1 }],
  ['All 6 instances could take it. Drawn from 6.', { steps: [{ code: 'random', from: 6, kept: 1 }] }],
  [
    'The only one of 6 instances that could take it (too little memory: 5, TCP port taken: 2).',
    {
      candidates: 1,
      refused: [
        { code: 'memory', instances: 5 },
        { code: 'tcp-ports', instances: 2 },
      ],
    },
  ],
  [
    '4 of 6 instances could take it (another capacity provider: 2). Zone eu-west-1b had the fewest tasks of the ' +
      'service, 1; 2 left. It had the least memory left, 512 MiB.',
    {
      candidates: 4,
      refused: [{ code: 'capacity-provider', instances: 2 }],
      steps: [
        { code: 'spread', attribute: 'ecs.availability-zone', value: 'eu-west-1b', tasks: 1, from: 4, kept: 2 },
        { code: 'binpack', resource: 'memory', free: 512, from: 2, kept: 1 },
      ],
    },
  ],
  [
    'All 6 instances could take it. Instances without rack had the fewest tasks of the service, 0; 5 left. Each had ' +
      'the least CPU left, 100 units; 4 left. Each had the fewest tasks of the service, 2; 3 left. The first of 3 ' +
      'equal ones.',
    {
      steps: [
        { code: 'spread', attribute: 'rack', value: '', tasks: 0, from: 6, kept: 5 },
        { code: 'binpack', resource: 'cpu', free: 100, from: 5, kept: 4 },
        { code: 'fewest-tasks', tieBreak: true, tasks: 2, from: 4, kept: 3 },
        { code: 'first-id', from: 3, kept: 1 },
      ],
    },
  ],
  [
    'All 6 instances could take it. None has rack; 2 left.',
    { steps: [{ code: 'spread', attribute: 'rack', value: '', from: 6, kept: 2 }] },
  ],
])('%s', (text, over) => {
  expect(reasonText(reason(over))).toBe(text);
});
