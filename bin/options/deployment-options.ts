import type { Command } from 'commander';

/** Gathers the values of an option that may be given more than once. */
export const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

/** Declares what verbs that read templates share: the paths, and how what is read will be deployed. */
export function declareDeployment(command: Command): void {
  command
    .argument('[PATH...]', 'templates, folders of templates, or output folders of cdk synth (default: cdk.out)')
    .option('--parameter <KEY=VALUE>', 'value of a template parameter (repeatable)', collect)
    .option('--parameters-file <FILE>', 'values of parameters, as the CloudFormation CLI takes them or as an object')
    .option('--region <REGION>', 'region of stacks that are bound to none')
    .option('--assume <NAME=VALUE>', 'trunking=on|off or memory-overhead=PERCENT (repeatable)', collect)
    .option('--config <FILE>', 'assumptions, parameters and acknowledgements (default: stowage.yaml or stowage.json)');
}

/** The paths that were given, or where the CDK writes. */
export const pathsOf = ({ args }: Command): readonly string[] => (args.length > 0 ? args : ['cdk.out']);
