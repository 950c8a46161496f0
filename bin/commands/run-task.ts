import { Option } from 'commander';
import type { RunTaskEvent, RunTaskOptions } from '../../lib/operations';
import { inOneLine } from '../in-one-line';
import type { RunTaskFlags } from '../settings/run-task-request';
import { type AwsFlags, clientsFrom, declareAws } from './aws-options';
import type { Surroundings, Verb } from './command';
import { collect } from './deployment-options';
import { timeoutOption } from './timeout-option';

interface Flags extends RunTaskFlags, AwsFlags {
  readonly detach?: boolean;
  readonly waitFor?: 'running' | 'stopped';
  readonly timeout?: number;
  readonly keep?: boolean;
}

/** `stowage run-task`: runs a task, follows its log, and ends as it ends. */
export const runTask: Verb = {
  name: 'run-task',
  summary: 'run tasks in a cluster, follow their logs, and end with the exit code of the essential container',
  // As with `docker run`, 125 and less are not for bad usage.
  unusable: 126,

  declare(command) {
    command
      .argument('[FAMILY]', 'task definition: family, family:revision or ARN; none with --stack')
      .argument('[COMMAND...]', 'command of the container in place of its own; put -- before it')
      .option('--cluster <NAME>', 'cluster to run in (default: the only one of the stack)')
      .option('--stack <NAME>', 'deployed stack that has the task definition')
      .option('--task <PATH>', 'path of its construct in the stack, such as Jobs/Migrate, or its logical id')
      .option('--count <N>', 'how many tasks (default: 1)')
      .option('--capacity <NAME=WEIGHT>', "capacity provider (repeatable; default: the cluster's strategy)", collect)
      .option('--strategy <TYPE=FIELD>', 'placement strategy, such as binpack=memory (repeatable, in order)', collect)
      .option('--constraint <EXPRESSION>', 'distinctInstance, or an expression of memberOf (repeatable)', collect)
      .option('--container <NAME>', 'container of COMMAND and --env (default: the essential one)')
      .option('--env <NAME=VALUE>', 'environment variable (repeatable)', collect)
      .option('--cpu <UNITS>', 'CPU units of the task')
      .option('--memory <MIB>', 'memory of the task in MiB')
      .option('--task-role <ARN>', 'role of the task')
      .option('--execution-role <ARN>', 'role that pulls images and reads secrets')
      .option('--subnets <ID,ID>', 'subnets of an awsvpc task', collect)
      .option('--security-groups <ID,ID>', 'security groups of an awsvpc task', collect)
      .option('--token <TOKEN>', 'name of this run; repeated with it, nothing is started twice (default: a new one)')
      .option('--detach', 'end as soon as ECS has accepted the tasks')
      .addOption(new Option('--wait-for <STATE>', 'when to end').choices(['running', 'stopped']).conflicts('detach'))
      .addOption(timeoutOption('stop the tasks and end after this time, such as 15m', 'never'))
      .option('--keep', 'leave tasks running at the timeout');
    declareAws(command);
  },

  async run(command, around) {
    const flags = command.opts<Flags>();
    const { requestFrom } = require('../settings/run-task-request') as typeof import('../settings/run-task-request');
    const operations = require('../../lib/operations') as typeof import('../../lib/operations');
    const { runTaskText } = require('../../lib/report') as typeof import('../../lib/report');
    const request = requestFrom(command.args, flags);
    const { leave, done } = leaving(around);
    const options: RunTaskOptions = {
      leave,
      keep: flags.keep === true,
      waitFor: flags.detach ? 'started' : (flags.waitFor ?? 'stopped'),
      ...(flags.timeout !== undefined && { timeoutSeconds: flags.timeout }),
      onEvent: teller(around),
    };
    try {
      const result = await operations.runTask(clientsFrom(flags), request, options);
      for (const line of runTaskText(result)) around.err(`${line}\n`);
      return operations.exitCodeOf(result);
    } catch (error) {
      if (!(error instanceof operations.OperationError)) throw error;
      const { code } = error.problem;
      if (code === 'not-found' || code === 'invalid-request') throw error;
      around.err(`stowage: not started: ${inOneLine(error.message)}\n`);
      return operations.NOT_STARTED;
    } finally {
      done();
    }
  },
};

/** Logs to stdout, all else to stderr. */
function teller({ out, err, page }: Surroundings): (event: RunTaskEvent) => void {
  const { runTaskEventText, runTaskLogLine } = require('../../lib/report') as typeof import('../../lib/report');
  return (event) => {
    if (event.code === 'log') out(runTaskLogLine(event, page));
    else for (const line of runTaskEventText(event)) err(`${line}\n`);
  };
}

/** An interruption asks once what to become of the tasks; where there is nobody to ask, they are stopped. */
function leaving({ person, onInterrupt, err }: Surroundings) {
  const controller = new AbortController();
  // A question that is still open when the run ends would keep the process from ending.
  const over = new AbortController();
  let isAsking = false;
  const react = async (): Promise<void> => {
    if (!person) return controller.abort('stop');
    // Whoever insists wants to be gone, not to have decided.
    if (isAsking) return controller.abort('detach');
    isAsking = true;
    try {
      const answer = await person.ask('\nstop the tasks, or detach and let them run? [s/D] ', over.signal);
      controller.abort(/^s/i.test(answer) ? 'stop' : 'detach');
    } catch {
      controller.abort('detach');
    }
  };
  const stop = onInterrupt?.(() => {
    if (controller.signal.aborted) err('already ending\n');
    else void react();
  });
  const end = (): void => {
    stop?.();
    over.abort();
  };
  return { leave: controller.signal, done: end };
}
