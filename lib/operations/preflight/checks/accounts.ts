import type { PreflightCheck } from '../check';
import { fails, HOLDS } from '../outcome';

/** The credentials are those of the account that the stacks are bound to. */
export const accounts: PreflightCheck = {
  id: 'accounts',
  title: 'The credentials are those of the account that the stacks are for',
  questions: ({ set }, account) => {
    const bound = new Set(set.stacks.flatMap(({ source }) => source.account ?? []));
    return [...bound].map((number) => ({
      subject: `account ${number}`,
      neededBy: set.stacks.filter(({ source }) => source.account === number).map(({ stack }) => stack),
      look: async () => {
        const actual = await account.id();
        return actual === number ? HOLDS : fails({ code: 'wrong-account', bound: number, actual });
      },
    }));
  },
};
