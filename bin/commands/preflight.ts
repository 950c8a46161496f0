import { clientsFrom, declareProfile } from '../options/aws-options';
import { declareDeployment, pathsOf } from '../options/deployment-options';
import { type Format, formatOption } from '../options/format-option';
import type { DeploymentFlags } from '../settings/settings';
import { jsonText } from '../terminal/json-text';
import { Pulse } from '../terminal/pulse';
import { timeOfDay } from '../terminal/time-of-day';
import { UsageError } from '../usage-error';
import type { Verb } from './command';

interface Flags extends DeploymentFlags {
  readonly profile?: string;
  readonly format: Format;
  readonly stack?: string;
  readonly readSecrets?: boolean;
  readonly strict?: boolean;
}

/** `stowage preflight`: what of a template the account does not have, before it is deployed. */
export const preflight: Verb = {
  name: 'preflight',
  summary: 'look up in the account what templates need there before they are deployed; reads only',

  declare(command) {
    command
      .addOption(formatOption())
      .option('--stack <NAME>', 'name of the stack, for templates that the CDK did not write')
      .option(
        '--read-secrets',
        'read secrets, to see whether the keys of their JSON are there; no value is kept or shown',
      )
      .option('--strict', 'end with 1 also for what is unknown or could not be looked at');
    declareProfile(command);
    declareDeployment(command);
  },

  async run(command, around) {
    const { format, profile, stack, strict, readSecrets, ...flags } = command.opts<Flags>();
    const { modelOf } = require('../settings/model') as typeof import('../settings/model');
    const operations = require('../../lib/operations') as typeof import('../../lib/operations');
    const { preflightJson, preflightText, troubleText } =
      require('../../lib/report/operations') as typeof import('../../lib/report/operations');
    const model = modelOf(pathsOf(command), flags, around.cwd);
    const nameless = model.set.stacks.filter(({ source }) => !source.stackName && !source.parent);
    if (stack !== undefined && nameless.length !== 1) {
      const what = nameless.length === 0 ? 'every stack tells its own' : `${nameless.length} stacks have none`;
      throw new UsageError(
        `--stack ${stack} names one stack, and ${what}; ${nameless.length === 0 ? 'leave it out' : 'give one template at a time'}`,
      );
    }
    const region = flags.region ?? model.set.stacks.find(({ source }) => source.region)?.source.region;
    const pulse = new Pulse(around);
    try {
      const report = await operations.preflight(clientsFrom({ region, profile }), model, {
        ...(stack !== undefined && { stackName: stack }),
        ...(readSecrets && { readSecrets }),
        onProgress: (done, all) => pulse.show(`looked up ${done} of ${all} …`),
        onTrouble(problem, at) {
          pulse.clear();
          around.err(`${timeOfDay(at)}  ${troubleText(problem)}\n`);
        },
      });
      pulse.clear();
      around.out(format === 'json' ? jsonText(preflightJson(report)) : preflightText(report, around.page));
      const states = report.results.map(({ outcome }) => outcome.state);
      return states.some((state) => state === 'fails' || (strict && state !== 'holds')) ? 1 : 0;
    } finally {
      pulse.clear();
    }
  },
};
