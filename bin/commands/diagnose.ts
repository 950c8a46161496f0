import type { DiagnoseRequest } from '../../lib/operations';
import { type AwsFlags, clientsFrom, declareAws } from '../options/aws-options';
import { type Format, formatOption } from '../options/format-option';
import { timeoutOption } from '../options/timeout-option';
import { inOneLine } from '../terminal/in-one-line';
import { jsonText } from '../terminal/json-text';
import { Pulse } from '../terminal/pulse';
import { timeOfDay } from '../terminal/time-of-day';
import { UsageError } from '../usage-error';
import type { Verb } from './command';

interface Flags extends AwsFlags {
  readonly service?: string;
  readonly task?: string;
  readonly timeout?: number;
  readonly format: Format;
}

/** `stowage diagnose`: what is wrong in a cluster, what shows it, and what to do. */
export const diagnose: Verb = {
  name: 'diagnose',
  summary: 'say what is wrong in a cluster, or with a service or task of it: causes, evidence, fixes',

  declare(command) {
    command
      .argument(
        '<CLUSTER|SERVICE|TASK>',
        'a cluster by its name or ARN; a service or task by its ARN, or by a name or id that no cluster has',
      )
      .option('--service <NAME>', 'only this service of the cluster')
      .option('--task <ID>', 'only this task of the cluster')
      .addOption(timeoutOption('how long to ask again for what AWS gives no answer to', '30s'))
      .addOption(formatOption());
    declareAws(command);
  },

  async run(command, around) {
    const { service, task, timeout, format, ...aws } = command.opts<Flags>();
    const cluster = command.args[0]!;
    const operations = require('../../lib/operations') as typeof import('../../lib/operations');
    const { diagnoseJson, diagnoseText, troubleText } =
      require('../../lib/report/operations') as typeof import('../../lib/report/operations');
    const pulse = new Pulse(around);
    pulse.show(`looking at ${inOneLine(cluster)} …`);
    try {
      const diagnosis = await operations.diagnose(clientsFrom(aws), requestFrom(cluster, service, task), {
        ...(timeout !== undefined && { timeoutSeconds: timeout }),
        onTrouble(problem, at) {
          pulse.clear();
          around.err(`${timeOfDay(at)}  ${troubleText(problem)}\n`);
        },
      });
      pulse.clear();
      around.out(format === 'json' ? jsonText(diagnoseJson(diagnosis)) : diagnoseText(diagnosis, around.page));
      return diagnosis.causes.length > 0 ? 1 : 0;
    } finally {
      pulse.clear();
    }
  },
};

/** @throws UsageError */
function requestFrom(cluster: string, service: string | undefined, task: string | undefined): DiagnoseRequest {
  if (service === undefined) return { cluster, ...(task !== undefined && { task }) };
  if (task === undefined) return { cluster, service };
  throw new UsageError('ask about a service or about a task: give --service or --task, not both');
}
