import type { WatchEnd, WatchOptions } from '../../lib/operations';
import { type AwsFlags, clientsFrom, declareAws } from '../options/aws-options';
import { type Format, formatOption } from '../options/format-option';
import { timeoutOption } from '../options/timeout-option';
import { untilInterrupted } from '../terminal/interrupted';
import { jsonLine } from '../terminal/json-text';
import { Pulse } from '../terminal/pulse';
import { timeOfDay } from '../terminal/time-of-day';
import type { Surroundings, Verb } from './command';

interface Flags extends AwsFlags {
  readonly cluster: string;
  readonly timeout?: number;
  readonly format: Format;
}

/** `stowage watch`: a deployment, live. */
export const watch: Verb = {
  name: 'watch',
  summary: 'follow the deployment of a service until it is steady (0), rolled back or stuck (1)',

  declare(command) {
    command
      .argument('<SERVICE>', 'name or ARN of the service')
      .requiredOption('--cluster <NAME>', 'name or ARN of the cluster')
      .addOption(timeoutOption('how long to wait for the end', '30m'))
      .addOption(formatOption('json: every change as a line of JSON on stdout'));
    declareAws(command);
  },

  async run(command, around) {
    const { cluster, timeout, format, ...aws } = command.opts<Flags>();
    const operations = require('../../lib/operations') as typeof import('../../lib/operations');
    const { watchExitCode } = require('../../lib/report/operations') as typeof import('../../lib/report/operations');
    const request = { cluster, service: command.args[0]! };
    const within = timeout === undefined ? {} : { timeoutSeconds: timeout };
    const pulse = new Pulse(around);
    const teller = (format === 'json' ? inJson : inText)(around, pulse);
    try {
      const end = await untilInterrupted(around, (signal) =>
        operations.watch(clientsFrom(aws), request, { signal, ...within, ...teller.options }),
      );
      pulse.clear();
      teller.end(end);
      return watchExitCode(end);
    } finally {
      pulse.clear();
    }
  },
};

/** How a watch is told as it goes on, and at its end. */
interface Teller {
  readonly options: Pick<WatchOptions, 'onChange' | 'onLook' | 'onTrouble'>;
  readonly end: (end: WatchEnd) => void;
}

/** Lines on stdout; on a terminal one below them that says what is waited for. */
function inText({ out, err, page }: Surroundings, pulse: Pulse): Teller {
  const { troubleText, watchChangeText, watchEndText, watchPulseText } =
    require('../../lib/report/operations') as typeof import('../../lib/report/operations');
  let since: number | undefined;
  return {
    options: {
      onChange(change, at) {
        since = change.code === 'unchanged' ? since : at;
        pulse.clear();
        out(`${timeOfDay(at)}  ${watchChangeText(change, page)}\n`);
      },
      onLook: (state, at) => pulse.show(watchPulseText(state, (at - (since ?? at)) / 1000)),
      onTrouble(problem, at) {
        pulse.clear();
        err(`${timeOfDay(at)}  ${troubleText(problem)}\n`);
      },
    },
    end: (end) => out(`${watchEndText(end, page)}\n`),
  };
}

/** Every change as a line of JSON. */
function inJson({ out }: Surroundings): Teller {
  const { watchLineJson, watchResultJson } =
    require('../../lib/report/operations') as typeof import('../../lib/report/operations');
  const line = (json: object) => out(jsonLine(json));
  return {
    options: {
      onChange: (change, at) => line(watchLineJson(change, at)),
      onTrouble: (problem, at) => line(watchLineJson({ code: 'trouble', problem }, at)),
    },
    end: (end) => line(watchResultJson(end, Date.now())),
  };
}
