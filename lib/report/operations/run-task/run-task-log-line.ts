import type { LogLine } from '../../../operations';
import { shortName } from '../../../operations/aws/arn';
import { type Page, printableLog } from '../../style';

/**
 * A line of a log as it is printed: as it is, if there is one log only; else with where it comes from. A file or a pipe
 * gets it byte for byte, a terminal only what cannot harm it.
 */
export function runTaskLogLine({ taskArn, container, message, among }: LogLine, page: Page): string {
  const origin = [
    ...(among.tasks > 1 ? [shortName(taskArn).slice(0, 8)] : []),
    ...(among.containers > 1 ? [container] : []),
  ].join(' ');
  const shown = (line: string): string => (page.width === undefined ? line : printableLog(line));
  // What was written as one, such as a stack trace, is one message of several lines.
  return message
    .split('\n')
    .map((line) => `${origin && `${origin} | `}${shown(line)}\n`)
    .join('');
}
