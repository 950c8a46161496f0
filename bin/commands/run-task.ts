import { Option } from 'commander';
import type { RunTaskOptions, RunTaskTimeout } from '../../lib/operations';
import { type AwsFlags, clientsFrom, declareAws } from '../options/aws-options';
import { type ContainerFlags, declareContainers } from '../options/container-flags';
import { collect } from '../options/deployment-options';
import { type Format, formatOption } from '../options/format-option';
import { timeoutOption } from '../options/timeout-option';
import type { RunTaskFlags } from '../settings/run-task-request';
import { inOneLine } from '../terminal/in-one-line';
import { leaving } from '../terminal/leaving';
import { UsageError } from '../usage-error';
import type { Verb } from './command';
import { inJson, inText } from './run-task-teller';

interface Flags extends RunTaskFlags, AwsFlags {
  readonly detach?: boolean;
  readonly waitFor?: 'running' | 'stopped';
  readonly timeout?: number;
  readonly keep?: boolean;
  readonly format: Format;
  readonly containers: ContainerFlags;
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
      .option('--cluster <NAME>', 'name or ARN of the cluster (default: the only one of the stack)')
      .option('--stack <NAME>', 'deployed stack that has the task definition')
      .option('--task <PATH>', 'path of its construct in the stack, such as Jobs/Migrate, or its logical id')
      .option('--count <N>', 'how many tasks (default: 1)')
      .option(
        '--capacity <NAME=WEIGHT[+BASE]>',
        "capacity provider (repeatable; default: the cluster's strategy)",
        collect,
      )
      .option('--strategy <TYPE=FIELD>', 'placement strategy, such as binpack=memory (repeatable, in order)', collect)
      .option('--constraint <EXPRESSION>', 'distinctInstance, or an expression of memberOf (repeatable)', collect)
      .option('--exit-code-from <CONTAINER>', 'container whose exit code counts (default: the essential one)')
      .option('--task-role <ARN>', 'role of the task')
      .option('--execution-role <ARN>', 'role that pulls images and reads secrets')
      .option('--subnets <ID,ID>', 'subnets of an awsvpc task', collect)
      .option('--security-groups <ID,ID>', 'security groups of an awsvpc task', collect)
      .option(
        '--client-token <TOKEN>',
        'names this run: repeated with it, nothing is started twice (default: a new one)',
      )
      .option('--started-by <NAME>', 'what the tasks carry as startedBy (default: the client token)')
      .option('--detach', 'end as soon as ECS has accepted the tasks')
      .addOption(new Option('--wait-for <STATE>', 'when to end').choices(['running', 'stopped']).conflicts('detach'))
      .addOption(timeoutOption('stop the tasks and end after this time, such as 15m', 'never'))
      .option('--keep', 'leave tasks running at the timeout')
      .addOption(formatOption('json: every event as a line of JSON on stdout'));
    declareContainers(command);
    declareAws(command);
  },

  async run(command, around) {
    const flags = command.opts<Flags>();
    const { requestFrom } = require('../settings/run-task-request') as typeof import('../settings/run-task-request');
    const operations = require('../../lib/operations') as typeof import('../../lib/operations');
    const request = requestFrom(command.args, flags, flags.containers);
    const timeout = timeoutFrom(flags);
    const { leave, done } = leaving(around);
    const teller = flags.format === 'json' ? inJson(around) : inText(around);
    const options: RunTaskOptions = {
      ...timeout,
      leave,
      waitFor: flags.detach ? 'started' : (flags.waitFor ?? 'stopped'),
      onEvent: teller.event,
    };
    try {
      const result = await operations.runTask(clientsFrom(flags), request, options);
      teller.end(result);
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

/** @throws UsageError */
function timeoutFrom({ timeout, keep }: Flags): RunTaskTimeout {
  if (timeout !== undefined) return { timeoutSeconds: timeout, keep: keep === true };
  if (keep) throw new UsageError('--keep is for the tasks at the timeout; give --timeout');
  return {};
}
