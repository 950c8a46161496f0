import { type OperationProblem, problemText } from '../../operations';
import { printable } from '../style';

/** What keeps a verb from looking, in one line; it goes on by itself, so that nobody need do anything. */
export const troubleText = (problem: OperationProblem): string => `${printable(passingText(problem))}; asking again`;

/** What passes, without the advice to repeat the command. */
export function passingText(problem: OperationProblem): string {
  switch (problem.code) {
    case 'throttled':
      return `AWS is throttling ${problem.action}`;
    case 'unreachable':
      return `${problem.action} got no answer: ${clause(problem.detail)}`;
    case 'service-fault':
      return `${problem.action} failed at AWS: ${clause(problem.detail)}`;
    case 'timed-out':
      return `${problem.what} got no answer within ${problem.seconds} s`;
    default:
      return problemText(problem);
  }
}

/** What the last look failed with, to follow how something ended; nothing if it did not fail. */
export const lastFailureText = (problem: OperationProblem | undefined): string =>
  problem ? `, and the last look failed: ${passingText(problem)}` : '';

/** Words of others as part of a sentence. */
const clause = (words: string): string => words.replace(/\.\s*$/, '');
