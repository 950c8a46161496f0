import type { RunTaskEvent, RunTaskResult } from '../../lib/operations';
import type { RunTaskJson } from '../../lib/report/operations';
import { jsonLine } from '../terminal/json-text';
import type { Surroundings } from './command';

/** Tells what happens, and how it ended. */
export interface Teller {
  readonly event: (event: RunTaskEvent) => void;
  readonly end: (result: RunTaskResult) => void;
}

/** Logs to stdout, all else to stderr. */
export function inText({ out, err, page }: Surroundings): Teller {
  const { runTaskEventText, runTaskLogLine, runTaskText } =
    require('../../lib/report/operations') as typeof import('../../lib/report/operations');
  const tell = (lines: readonly string[]): void => {
    for (const line of lines) err(`${line}\n`);
  };
  return {
    event: (event) => (event.code === 'log' ? out(runTaskLogLine(event, page)) : tell(runTaskEventText(event))),
    end: (result) => tell(runTaskText(result)),
  };
}

/** All to stdout, a line each. */
export function inJson({ out }: Surroundings): Teller {
  const { runTaskEventJson, runTaskResultJson } =
    require('../../lib/report/operations') as typeof import('../../lib/report/operations');
  const tell = (line: RunTaskJson): void => out(jsonLine(line));
  return { event: (event) => tell(runTaskEventJson(event)), end: (result) => tell(runTaskResultJson(result)) };
}
