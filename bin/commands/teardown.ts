import { type AgreementFlags, agreementFlags, declareAgreement, isAgreed, showPlan } from '../options/agreement';
import { type AwsFlags, clientsFrom, declareAws } from '../options/aws-options';
import { timeoutOption } from '../options/timeout-option';
import { untilInterrupted } from '../terminal/interrupted';
import { timeOfDay } from '../terminal/time-of-day';
import type { Verb } from './command';

interface Flags extends AwsFlags, AgreementFlags {
  readonly timeout?: number;
  readonly withOthers?: boolean;
}

/** `stowage teardown`: deletes a stack in an order that cannot hang. */
export const teardown: Verb = {
  name: 'teardown',
  summary: 'delete a stack: its tasks first, then its instances, then all else; saying what it waits for',

  declare(command) {
    command
      .argument('<STACK>', 'name or ARN of the stack')
      .option('--with-others', "also delete services, and deregister instances, of others in the stack's clusters")
      .addOption(timeoutOption('how long all of it may take', '1h'));
    declareAgreement(command);
    declareAws(command);
  },

  async run(command, around) {
    const flags = agreementFlags<Flags>(command);
    const operations = require('../../lib/operations') as typeof import('../../lib/operations');
    const report = require('../../lib/report/operations') as typeof import('../../lib/report/operations');
    const clients = clientsFrom(flags);
    const request = { stack: command.args[0]!, ...(flags.withOthers && { withOthers: true }) };
    const plan = await operations.planTeardown(clients, request);
    showPlan(around, flags, plan, () => report.teardownPlanText(plan, around.page));
    const isRefused = plan.obstacles.length > 0;
    if (plan.isGone || flags.dryRun) return isRefused ? 1 : 0;
    if (isRefused) {
      around.err('stowage: nothing is changed; clear what is in the way first\n');
      return 1;
    }
    if (!(await isAgreed(around, flags.yes, 'Delete all this?'))) return 1;
    const end = await untilInterrupted(around, (signal) =>
      operations.teardown(clients, plan, {
        signal,
        ...(flags.timeout !== undefined && { timeoutSeconds: flags.timeout }),
        onTrouble: (problem, at) => around.err(`${timeOfDay(at)}  ${report.troubleText(problem)}\n`),
        onWait: (waiting, at, seconds) =>
          around.out(`${timeOfDay(at)}  ${report.teardownWaitText(waiting, seconds)}\n`),
      }),
    );
    around.out(`${report.teardownEndText(end, around.page)}\n`);
    return end.code === 'gone' ? 0 : 1;
  },
};
