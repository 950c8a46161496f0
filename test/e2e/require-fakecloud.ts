import { fakecloudProgram } from './fakecloud';
import { runToEnd } from './process';

// Ends with 2 where the emulator is not there, so that "could not look" is never taken for "looked, and all is well".
runToEnd(fakecloudProgram, ['--version'], 10).catch(() => {
  console.error(
    `The end-to-end test needs the emulator fakecloud, and '${fakecloudProgram}' does not run.\n` +
      'Build it with: cargo install fakecloud --version 0.51.0 --locked   (about half an hour)\n' +
      'then put it in the PATH, or name it: FAKECLOUD=/path/to/fakecloud npm run e2e',
  );
  process.exit(2);
});
