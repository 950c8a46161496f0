import { Option } from 'commander';
import { declareDeployment, pathsOf } from '../options/deployment-options';
import type { DeploymentFlags } from '../settings/settings';
import type { Verb } from './command';

interface Flags extends DeploymentFlags {
  readonly profile?: string;
  readonly format: 'text' | 'json';
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
      .addOption(new Option('--format <FORMAT>', 'how to write the result').choices(['text', 'json']).default('text'))
      .option('--stack <NAME>', 'name of the stack, for templates that the CDK did not write')
      .option(
        '--read-secrets',
        'read secrets, to see whether the keys of their JSON are there; no value is kept or shown',
      )
      .option('--strict', 'end with 1 also for what is unknown or could not be looked at')
      .option('--profile <NAME>', "profile of the AWS SDK's configuration (default: as the AWS SDK finds it)");
    declareDeployment(command);
  },

  async run(command, { cwd, out, err, page, showsProgress }) {
    const { format, profile, stack, strict, readSecrets, ...flags } = command.opts<Flags>();
    const { modelOf } = require('../settings/model') as typeof import('../settings/model');
    const { clientsFrom } = require('../options/aws-options') as typeof import('../options/aws-options');
    const operations = require('../../lib/operations') as typeof import('../../lib/operations');
    const { preflightJson, preflightText } = require('../../lib/report') as typeof import('../../lib/report');
    const model = modelOf(pathsOf(command), flags, cwd);
    const nameless = model.set.stacks.filter(({ source }) => !source.stackName && !source.parent);
    if (stack !== undefined && nameless.length !== 1) {
      const { UsageError } = require('../usage-error') as typeof import('../usage-error');
      const what = nameless.length === 0 ? 'every stack tells its own' : `${nameless.length} stacks have none`;
      throw new UsageError(
        `--stack ${stack} names one stack, and ${what}; ${nameless.length === 0 ? 'leave it out' : 'give one template at a time'}`,
      );
    }
    const region = flags.region ?? model.set.stacks.find(({ source }) => source.region)?.source.region;
    const onProgress = (done: number, all: number) => err(`\r\u001b[Klooked up ${done} of ${all} …`);
    try {
      const report = await operations.preflight(clientsFrom({ region, profile }), model, {
        ...(stack !== undefined && { stackName: stack }),
        ...(readSecrets && { readSecrets }),
        ...(showsProgress && { onProgress }),
      });
      if (showsProgress) err('\r\u001b[K');
      out(format === 'json' ? `${JSON.stringify(preflightJson(report), undefined, 2)}\n` : preflightText(report, page));
      const states = report.results.map(({ outcome }) => outcome.state);
      return states.some((state) => state === 'fails' || (strict && state !== 'holds')) ? 1 : 0;
    } catch (error) {
      if (showsProgress) err('\r\u001b[K');
      throw error;
    }
  },
};
