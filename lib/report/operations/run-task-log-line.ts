import type { LogLine } from '../../operations';
import { type Page, printableLog } from '../style';
import { shortId } from './run-task-event-text';

/**
 * A line of a log as it is printed: as it is, if there is one log only; else with where it comes from. A file or a pipe
 * gets it byte for byte, a terminal only what cannot harm it.
 */
export function runTaskLogLine({ taskArn, container, message, among }: LogLine, page: Page): string {
  const origin = [
    ...(among.tasks > 1 ? [shortId(taskArn).slice(0, 8)] : []),
    ...(among.containers > 1 ? [container] : []),
  ];
  const line = page.width === undefined ? message : printableLog(message);
  return `${origin.length > 0 ? `${origin.join(' ')} | ` : ''}${line}\n`;
}
