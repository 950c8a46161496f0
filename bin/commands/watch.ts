import { type AwsFlags, clientsFrom, declareAws } from './aws-options';
import type { Verb } from './command';
import { untilInterrupted } from './interrupted';
import { timeOfDay } from './time-of-day';
import { timeoutOption } from './timeout-option';

interface Flags extends AwsFlags {
  readonly cluster: string;
  readonly timeout?: number;
}

/** `stowage watch`: a deployment, live. */
export const watch: Verb = {
  name: 'watch',
  summary: 'follow the deployment of a service until it is steady (0), rolled back or stuck (1)',

  declare(command) {
    command
      .argument('<SERVICE>', 'name or ARN of the service')
      .requiredOption('--cluster <NAME>', 'name or ARN of the cluster')
      .addOption(timeoutOption('how long to wait for the end', '30m'));
    declareAws(command);
  },

  async run(command, around) {
    const { cluster, timeout, ...aws } = command.opts<Flags>();
    const operations = require('../../lib/operations') as typeof import('../../lib/operations');
    const { troubleText, watchChangeText, watchEndText } =
      require('../../lib/report') as typeof import('../../lib/report');
    const request = {
      ...{ cluster, service: command.args[0]! },
      ...(timeout !== undefined && { timeoutSeconds: timeout }),
    };
    const end = await untilInterrupted(around, (signal) =>
      operations.watch(clientsFrom(aws), request, {
        signal,
        onTrouble: (problem, at) => around.err(`${timeOfDay(at)}  ${troubleText(problem)}\n`),
        onChange: (change, at) => around.out(`${timeOfDay(at)}  ${watchChangeText(change, around.page)}\n`),
      }),
    );
    around.out(`${watchEndText(end, around.page)}\n`);
    return end.code === 'steady' ? 0 : 1;
  },
};
