// As they are, whatever has been put into their place since.
const { setTimeout: wait } = globalThis;
const { now } = Date;

/**
 * Has time pass faster: what waits, the SDK's limits included, waits a fraction as long, and the clock runs as much
 * faster.
 * @returns seconds that have passed since, as the code sees them
 */
export function fastTime(times: number): () => number {
  const began = now();
  jest
    .spyOn(globalThis, 'setTimeout')
    .mockImplementation(((react: () => void, milliseconds = 0, ...rest: []) =>
      wait(react, milliseconds / times, ...rest)) as typeof setTimeout);
  jest.spyOn(Date, 'now').mockImplementation(() => began + (now() - began) * times);
  return () => ((now() - began) * times) / 1000;
}
