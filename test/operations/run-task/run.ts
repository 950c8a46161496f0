import {
  exitCodeOf,
  type RunTaskEvent,
  type RunTaskOptions,
  type RunTaskRequest,
  type RunTaskSettings,
  runTask,
} from '../../../lib/operations';
import { FakeClock } from '../fake-clock';
import { testClients } from '../test-clients';

const migrate: RunTaskRequest = { task: { family: 'migrate' }, cluster: 'Shop', clientToken: 'run-1' };

/** Runs the task of `aQuietRun`, and gathers what happens. */
export async function run(request: Partial<RunTaskSettings> = {}, options: RunTaskOptions = {}) {
  const events: RunTaskEvent[] = [];
  const clock = new FakeClock();
  const began = clock.now();
  const result = await runTask(
    testClients(),
    { ...migrate, ...request },
    { clock, onEvent: (event) => void events.push(event), ...options },
  );
  const messages = events.flatMap((event) => (event.code === 'log' ? [event.message] : []));
  return { result, events, messages, code: exitCodeOf(result), seconds: (clock.now() - began) / 1000 };
}
