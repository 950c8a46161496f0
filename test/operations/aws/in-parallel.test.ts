import { inParallel } from '../../../lib/operations/aws/in-parallel';

test('never more at a time than asked for, each once, in order', async () => {
  let [running, most] = [0, 0];
  const answers = await inParallel([30, 1, 20, 1, 1, 10], 2, async (wait) => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setTimeout(resolve, wait));
    running--;
    return wait * 2;
  });
  expect(answers).toEqual([60, 2, 40, 2, 2, 20]);
  expect(most).toBe(2);
});

test('an error ends it', async () => {
  await expect(inParallel([1, 2], 2, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await inParallel([], 3, async () => 1)).toEqual([]);
});
