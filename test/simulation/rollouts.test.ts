import { rolloutsOf } from '../../lib/simulation';
import { fixtureModel } from './fixture';

const updated = (name: string) => {
  const { simulations, leftOut } = rolloutsOf(fixtureModel(name));
  const names = simulations.map((one) =>
    'careful' in one ? one.careful.steps.flatMap((step) => (step.code === 'update' ? step.services : [])) : [],
  );
  return { simulations, leftOut, names: names.map((all) => all.map((one) => one?.name)) };
};

test('every service is updated alone, once', () => {
  const { names, leftOut } = updated('shop');
  expect(names.map((all) => all.length)).toEqual([1, 1, 1]);
  expect(new Set(names.flat()).size).toBe(3);
  expect(leftOut).toBe(0);
});

test('an update that can never finish is among them', () => {
  expect(updated('one-port').simulations.map(({ state }) => state)).toEqual(['fails']);
});
