import type { AnswerAdaptation } from './proxy';

/** What fakecloud's ECR says otherwise than ECR does. */
export const ecrAnswers = (): readonly AnswerAdaptation[] => [openDownloads];

const openDownloads: AnswerAdaptation = {
  shortfall:
    'fakecloud wants a password at the address of a layer, where ECR’s own address is signed: it is sent along.',
  apply: async (call, next, _, proxy) => {
    const answer = await next(call);
    if (call.operation !== 'GetDownloadUrlForLayer') return answer;
    const { downloadUrl } = answer as { downloadUrl: string };
    return { ...answer, downloadUrl: `${proxy}${new URL(downloadUrl).pathname}` };
  },
};
