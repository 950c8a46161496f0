import { PassThrough } from 'node:stream';
import { personAt } from '../../../bin/terminal/person';

/** A terminal on which keys are pressed once a question stands there. */
function terminal() {
  const [input, output] = [new PassThrough(), Object.assign(new PassThrough(), { isTTY: true })];
  const asked = (signal?: AbortSignal) => personAt(input, output).ask('Really? ', signal);
  return { asked, type: (keys: string) => input.write(keys) };
}

test.each([
  ['a line', 'yes \r', 'yes'],
  ['an empty line', '\r', ''],
  ['Ctrl-C', 'y\u0003', ''],
  ['Ctrl-D', '\u0004', ''],
])('%s is the answer, or none', async (_, keys, answer) => {
  const { asked, type } = terminal();
  const given = asked();
  type(keys);
  await expect(given).resolves.toBe(answer);
});

test('a question that no longer matters is not waited for', async () => {
  const over = new AbortController();
  const given = terminal().asked(over.signal);
  over.abort();
  await expect(given).resolves.toBe('');
});
