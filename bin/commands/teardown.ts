import { isAgreed } from './agreement';
import { type AwsFlags, clientsFrom, declareAws } from './aws-options';
import type { Verb } from './command';
import { untilInterrupted } from './interrupted';
import { timeOfDay } from './time-of-day';
import { timeoutOption } from './timeout-option';

interface Flags extends AwsFlags {
  readonly timeout?: number;
  readonly yes?: boolean;
}

/** `stowage teardown`: deletes a stack in an order that cannot hang. */
export const teardown: Verb = {
  name: 'teardown',
  summary: 'delete a stack: its tasks first, then its instances, then all else; saying what it waits for',

  declare(command) {
    command
      .argument('<STACK>', 'name or ARN of the stack')
      .option('--yes', 'carry it out without asking; needed where nobody can be asked')
      .addOption(timeoutOption('how long all of it may take', '1h'));
    declareAws(command);
  },

  async run(command, around) {
    const { timeout, yes, ...aws } = command.opts<Flags>();
    const operations = require('../../lib/operations') as typeof import('../../lib/operations');
    const { teardownEndText, teardownPlanText, teardownWaitText } =
      require('../../lib/report') as typeof import('../../lib/report');
    const clients = clientsFrom(aws);
    const plan = await operations.planTeardown(clients, { stack: command.args[0]! });
    around.out(teardownPlanText(plan, around.page));
    if (plan.isGone) return 0;
    if (plan.obstacles.length > 0) {
      around.err('stowage: nothing is changed; clear what is in the way first\n');
      return 1;
    }
    if (!(await isAgreed(around, yes, 'Delete all this?'))) return 1;
    const end = await untilInterrupted(around, (signal) =>
      operations.teardown(clients, plan, {
        signal,
        ...(timeout !== undefined && { timeoutSeconds: timeout }),
        onWait: (waiting, at) => around.out(`${timeOfDay(at)}  ${teardownWaitText(waiting)}\n`),
      }),
    );
    around.out(`${teardownEndText(end, around.page)}\n`);
    return end.code === 'gone' ? 0 : 1;
  },
};
