/** Carries out something for many seeds, a few at a time: one waits for timers or sockets while the others work. */
export async function forSeeds<T>(count: number, atOnce: number, carryOut: (seed: number) => Promise<T>): Promise<T[]> {
  const outcomes: T[] = [];
  let seed = 1;
  const some = async () => {
    while (seed <= count) outcomes.push(await carryOut(seed++));
  };
  await Promise.all(Array.from({ length: atOnce }, some));
  return outcomes;
}
