import type { AnswerAdaptation } from './proxy';

/** What ECS does with the token of a call that starts tasks, which fakecloud takes no notice of. */
export const clientTokens = (): AnswerAdaptation => {
  const answers = new Map<string, Promise<object>>();
  return {
    shortfall: 'fakecloud starts other tasks when a call is repeated with its client token.',
    apply: async (call, next) => {
      const token = call.input['clientToken'];
      if (call.operation !== 'RunTask' || typeof token !== 'string') return next(call);
      const key = JSON.stringify(call.input);
      const known = answers.get(key);
      if (known) return known;
      const answer = next(call);
      answers.set(key, answer);
      // What was refused has started nothing.
      answer.catch(() => answers.delete(key));
      return answer;
    },
  };
};
