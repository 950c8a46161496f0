import type { LogLine } from '../../operations';
import { shortId } from './run-task-event-text';

/** A line of a log as it is printed: as it is, if there is one log only; else with where it comes from. */
export function runTaskLogLine({ taskArn, container, message, among }: LogLine): string {
  const origin = [
    ...(among.tasks > 1 ? [shortId(taskArn).slice(0, 8)] : []),
    ...(among.containers > 1 ? [container] : []),
  ];
  return `${origin.length > 0 ? `${origin.join(' ')} | ` : ''}${message}\n`;
}
