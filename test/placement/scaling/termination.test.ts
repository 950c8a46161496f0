import { chooseTerminations } from '../../../lib/placement/scaling';

const candidate = (id: string, zone: string, launchedAtSeconds = 0, protectedFromScaleIn = false) => ({
  id,
  zone,
  launchedAtSeconds,
  protectedFromScaleIn,
});
const chosen = (...given: Parameters<typeof chooseTerminations>): string[] =>
  chooseTerminations(...given).map(({ id }) => id);

test('the fullest zone loses its oldest instance, and the count is taken anew each time', () => {
  const instances = [
    candidate('b1', 'b', 5),
    candidate('a1', 'a', 9),
    candidate('a2', 'a', 1),
    candidate('a3', 'a', 4),
  ];
  expect(chosen(instances, 3)).toEqual(['a2', 'a3', 'a1']);
});

test('protected instances stay even in the fullest zone', () => {
  const instances = [candidate('a1', 'a', 0, true), candidate('a2', 'a', 1, true), candidate('b1', 'b', 2)];
  expect(chosen(instances, 5)).toEqual(['b1']);
});
