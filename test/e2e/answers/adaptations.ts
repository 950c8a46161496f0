import { clientTokens } from './client-tokens';
import { ecrAnswers } from './ecr';
import { ecsAnswers } from './ecs';
import { ecsPlacement } from './placement';
import type { AnswerAdaptation } from './proxy';

/** Every way in which answers of fakecloud are adapted; of those to one call, the last is nearest to the caller. */
export const answerAdaptations = (): readonly AnswerAdaptation[] => [
  ...ecsPlacement(),
  ...ecsAnswers(),
  ...ecrAnswers(),
  clientTokens(),
];
