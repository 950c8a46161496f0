import { type Command, Option } from 'commander';
import type { Clients } from '../../lib/operations';

/** How AWS is reached, as given on the command line. */
export interface AwsFlags {
  readonly region?: string;
  readonly profile?: string;
}

/** Declares what verbs that talk to AWS share; all else is found as the AWS SDK finds it. */
export function declareAws(command: Command): void {
  command.addOption(
    new Option('--region <REGION>', 'region of AWS (default: as the AWS SDK finds it)').argParser((text) => {
      const { regionOf } = require('../settings/config-file') as typeof import('../settings/config-file');
      return regionOf(text);
    }),
  );
  declareProfile(command);
}

/** Declares the profile alone, for verbs whose region is that of templates. */
export function declareProfile(command: Command): void {
  command.option('--profile <NAME>', "profile of the AWS SDK's configuration (default: as the AWS SDK finds it)");
}

/** The calls to AWS that the flags ask for. */
export function clientsFrom({ region, profile }: AwsFlags): Clients {
  const { clientsFor } = require('../../lib/operations') as typeof import('../../lib/operations');
  return clientsFor({ ...(region && { region }), ...(profile && { profile }) });
}
