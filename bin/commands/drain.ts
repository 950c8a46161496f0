import type { Clients, DrainRequest } from '../../lib/operations';
import { type AgreementFlags, agreementFlags, declareAgreement, isAgreed, showPlan } from '../options/agreement';
import { type AwsFlags, clientsFrom, declareAws } from '../options/aws-options';
import { timeoutOption } from '../options/timeout-option';
import { untilInterrupted } from '../terminal/interrupted';
import { timeOfDay } from '../terminal/time-of-day';
import type { Surroundings, Verb } from './command';

interface Flags extends AwsFlags, AgreementFlags {
  readonly cluster: string;
  readonly timeout?: number;
  readonly wait: boolean;
  readonly force?: boolean;
  readonly undo?: boolean;
}

/** `stowage drain`: takes tasks off instances, once it is known where they go. */
export const drain: Verb = {
  name: 'drain',
  summary: 'take the tasks off instances, or off all of a capacity provider or group, if they have somewhere to go',

  declare(command) {
    command
      .argument(
        '<INSTANCE|CAPACITY...>',
        'EC2 ids, ids or ARNs of container instances; names of capacity providers or Auto Scaling groups',
      )
      .requiredOption('--cluster <NAME>', 'name or ARN of the cluster')
      .option('--force', 'also when tasks have nowhere to go')
      .option('--undo', 'take a drain back: the instances take tasks again')
      .option('--no-wait', 'end once the instances are being drained')
      .addOption(timeoutOption('how long to wait until no task is left', '1h'));
    declareAgreement(command);
    declareAws(command);
  },

  async run(command, around) {
    const flags = agreementFlags<Flags>(command);
    const clients = clientsFrom(flags);
    const [first, ...others] = command.args;
    const request: DrainRequest = { cluster: flags.cluster, targets: [first!, ...others] };
    return flags.undo ? takeBack(clients, request, flags, around) : carryOut(clients, request, flags, around);
  },
};

async function carryOut(clients: Clients, request: DrainRequest, flags: Flags, around: Surroundings): Promise<number> {
  const operations = require('../../lib/operations') as typeof import('../../lib/operations');
  const report = require('../../lib/report/operations') as typeof import('../../lib/report/operations');
  const plan = await operations.planDrain(clients, request);
  showPlan(around, flags, plan, () => report.drainPlanText(plan, around.page));
  const isRefused = plan.verdict !== 'moves' && !flags.force;
  if (flags.dryRun) return isRefused ? 1 : 0;
  if (isRefused) {
    around.err('stowage: not drained; make room or mend what is in the way first, or give --force\n');
    return 1;
  }
  if (!(await isAgreed(around, flags.yes, 'Drain?'))) return 1;
  if (!flags.wait) {
    await operations.beginDrain(clients, plan);
    around.out('the drain has begun; repeat the command to wait for it, or take it back with --undo\n');
    return 0;
  }
  const end = await untilInterrupted(around, (signal) =>
    operations.drain(clients, plan, {
      signal,
      ...(flags.timeout !== undefined && { timeoutSeconds: flags.timeout }),
      onTrouble: (problem, at) => around.err(`${timeOfDay(at)}  ${report.troubleText(problem)}\n`),
      onChange: (progress, at, seconds) =>
        around.out(`${timeOfDay(at)}  ${report.drainProgressText(progress, seconds)}\n`),
    }),
  );
  around.out(`${report.drainEndText(end, around.page)}\n`);
  return end.code === 'drained' ? 0 : 1;
}

async function takeBack(clients: Clients, request: DrainRequest, flags: Flags, around: Surroundings): Promise<number> {
  const operations = require('../../lib/operations') as typeof import('../../lib/operations');
  const report = require('../../lib/report/operations') as typeof import('../../lib/report/operations');
  const plan = await operations.planUndrain(clients, request);
  showPlan(around, flags, plan, () => report.undrainPlanText(plan));
  const code = plan.ending.length > 0 ? 1 : 0;
  if (flags.dryRun || plan.instances.length === 0) return code;
  if (!(await isAgreed(around, flags.yes, 'Take the drain back?'))) return 1;
  await operations.undrain(clients, plan);
  around.out('they take tasks again\n');
  return code;
}
