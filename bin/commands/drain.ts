import { isAgreed } from './agreement';
import { type AwsFlags, clientsFrom, declareAws } from './aws-options';
import type { Verb } from './command';
import { untilInterrupted } from './interrupted';
import { timeOfDay } from './time-of-day';
import { timeoutOption } from './timeout-option';

interface Flags extends AwsFlags {
  readonly cluster: string;
  readonly timeout?: number;
  readonly yes?: boolean;
  readonly force?: boolean;
}

/** `stowage drain`: takes tasks off instances, once it is known where they go. */
export const drain: Verb = {
  name: 'drain',
  summary: 'take the tasks off an instance, or off all of a capacity provider, if they have somewhere to go',

  declare(command) {
    command
      .argument('<INSTANCE|CAPACITY>', 'EC2 id, container instance id or ARN; or the name of a capacity provider')
      .requiredOption('--cluster <NAME>', 'name or ARN of the cluster')
      .option('--yes', 'carry it out without asking; needed where nobody can be asked')
      .option('--force', 'also when tasks have nowhere to go')
      .addOption(timeoutOption('how long to wait until no task is left', '1h'));
    declareAws(command);
  },

  async run(command, around) {
    const { cluster, timeout, yes, force, ...aws } = command.opts<Flags>();
    const operations = require('../../lib/operations') as typeof import('../../lib/operations');
    const { drainEndText, drainPlanText, drainProgressText, troubleText } =
      require('../../lib/report') as typeof import('../../lib/report');
    const clients = clientsFrom(aws);
    const plan = await operations.planDrain(clients, { cluster, target: command.args[0]! });
    around.out(drainPlanText(plan, around.page));
    if (!plan.hasPlaceForAll && !force) {
      around.err('stowage: not drained; make room or mend the healthy percents first, or give --force\n');
      return 1;
    }
    if (!(await isAgreed(around, yes, 'Drain?'))) return 1;
    const end = await untilInterrupted(around, (signal) =>
      operations.drain(clients, plan, {
        signal,
        ...(timeout !== undefined && { timeoutSeconds: timeout }),
        onTrouble: (problem, at) => around.err(`${timeOfDay(at)}  ${troubleText(problem)}\n`),
        onChange: (progress, at) => around.out(`${timeOfDay(at)}  ${drainProgressText(progress)}\n`),
      }),
    );
    around.out(`${drainEndText(end, around.page)}\n`);
    return end.code === 'drained' ? 0 : 1;
  },
};
