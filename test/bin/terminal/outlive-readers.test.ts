import { Writable } from 'node:stream';
import { outliveReaders } from '../../../bin/terminal/outlive-readers';

/** Streams of a command of which one fails with an error at each write. */
function streams(failing: 'stdout' | 'stderr', code: string) {
  const written: string[] = [];
  const stream = (name: string) =>
    new Writable({
      emitClose: false,
      autoDestroy: false,
      write: (text, _, done) => {
        if (name === failing) return done(Object.assign(new Error(`${code}: write`), { code }));
        written.push(`${name}: ${text}`);
        done();
      },
    });
  const both = { stdout: stream('stdout'), stderr: stream('stderr') };
  outliveReaders(both.stdout, both.stderr);
  return { ...both, written };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test.each([
  ['stdout', 'EPIPE', []],
  ['stderr', 'EPIPE', []],
  ['stdout', 'ENOSPC', ['stderr: stowage: what is printed is lost from here on: ENOSPC: write\n']],
] as const)('a %s that fails with %s ends nothing', async (failing, code, said) => {
  const { written, ...both } = streams(failing, code);
  both[failing].write('one');
  await settled();
  both[failing].write('two');
  await settled();
  expect(written).toEqual(said);
});
