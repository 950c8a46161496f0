import { OperationError } from '../../../lib/operations/aws/problem/operation-error';
import { Lookout } from '../../../lib/operations/patience/lookout';
import { FakeClock } from '../fake-clock';
import { testClients } from '../test-clients';

const fault = () => new OperationError({ code: 'service-fault', action: 'ecs:DescribeTasks', detail: 'later' });
const never = () => new Promise<undefined>(() => {});

/** Looks every five seconds for ten; the third look begins when time is up. */
async function lookedFor(...looks: readonly (() => Promise<undefined>)[]) {
  const clock = new FakeClock();
  const onTrouble = jest.fn();
  const lookout = new Lookout(testClients(), { clock, until: clock.now() + 10_000, interval: 5_000, onTrouble });
  const left = [...looks];
  const end = await lookout.until(() => (left.shift() ?? never)());
  return { end, troubles: onTrouble.mock.calls.map(([{ code }]) => code) };
}

const nothingYet = async () => undefined;
const failing = async () => {
  throw fault();
};

test('that time is up while it looks is no trouble of AWS', async () => {
  expect(await lookedFor(nothingYet, nothingYet)).toEqual({ end: { code: 'timed-out' }, troubles: [] });
});

test('what failed before that is what the end names', async () => {
  expect(await lookedFor(nothingYet, failing)).toEqual({
    end: { code: 'timed-out', problem: fault().problem },
    troubles: ['service-fault'],
  });
});

test('a look that had its time and got no answer is a trouble', async () => {
  expect(await lookedFor(never)).toMatchObject({ end: { problem: { code: 'timed-out' } }, troubles: ['timed-out'] });
});
