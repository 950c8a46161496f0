import type {
  CapacityShare,
  ContainerOverrides,
  RunTaskRequest,
  TaskNetwork,
  TaskOverrides,
} from '../../lib/operations';
import type { PlacementConstraint, PlacementStrategy } from '../../lib/placement';
import type { ContainerFlags } from '../options/container-flags';
import { UsageError } from '../usage-error';
import { pair, wholeNumber } from './values';

/** What `run-task` takes on the command line. */
export interface RunTaskFlags {
  readonly cluster?: string;
  readonly stack?: string;
  readonly task?: string;
  readonly count?: string;
  readonly capacity?: readonly string[];
  readonly strategy?: readonly string[];
  readonly constraint?: readonly string[];
  readonly taskRole?: string;
  readonly executionRole?: string;
  readonly subnets?: readonly string[];
  readonly securityGroups?: readonly string[];
  readonly exitCodeFrom?: string;
  readonly clientToken?: string;
  readonly startedBy?: string;
}

/** The request that arguments and flags make. @throws UsageError */
export function requestFrom(args: readonly string[], flags: RunTaskFlags, containers: ContainerFlags): RunTaskRequest {
  const { count, capacity, strategy, constraint, exitCodeFrom, clientToken, startedBy } = flags;
  const { source, command } = sourceFrom(args, flags);
  const overrides = overridesFrom(flags, containers, command);
  const network = networkFrom(flags);
  const [first, ...more] = (capacity ?? []).map(share);
  return {
    ...source,
    ...(count !== undefined && { count: wholeNumber('--count', count) }),
    ...(first && { capacity: [first, ...more] as const }),
    ...(strategy && { strategies: strategy.map(strategyFrom) }),
    ...(constraint && { constraints: constraint.map(constraintFrom) }),
    ...(network && { network }),
    ...(exitCodeFrom !== undefined && { exitCodeFrom }),
    ...(clientToken !== undefined && { clientToken }),
    ...(startedBy !== undefined && { startedBy }),
    ...(Object.keys(overrides).length > 0 && { overrides }),
  };
}

function sourceFrom(args: readonly string[], { stack, task: construct, cluster }: RunTaskFlags) {
  if ((stack === undefined) !== (construct === undefined)) {
    throw new UsageError('--stack and --task go together, such as --stack Shop --task Jobs/Migrate');
  }
  if (stack !== undefined && construct !== undefined) {
    return { source: { task: { stack, construct }, ...(cluster !== undefined && { cluster }) }, command: args };
  }
  const [family, ...command] = args;
  if (family === undefined) throw new UsageError('no task definition; give FAMILY, or --stack NAME and --task PATH');
  if (cluster === undefined) throw new UsageError('no cluster; give --cluster NAME');
  return { source: { task: { family }, cluster }, command };
}

function overridesFrom(
  { taskRole, executionRole }: RunTaskFlags,
  given: ContainerFlags,
  command: readonly string[],
): TaskOverrides {
  const { cpuUnits, memoryMiB } = given.task;
  const ofTask = {
    ...(cpuUnits !== undefined && { cpuUnits }),
    ...(memoryMiB !== undefined && { memoryMiB }),
    ...(taskRole !== undefined && { taskRoleArn: taskRole }),
    ...(executionRole !== undefined && { executionRoleArn: executionRole }),
  };
  // COMMAND is written last, so it is for the container that was named last.
  const commanded = command.length > 0 ? { command } : {};
  const names = Object.keys(given.byName);
  const last = names.includes(given.current ?? '') ? given.current : undefined;
  if (last !== undefined) {
    const containers: Readonly<Record<string, ContainerOverrides>> = {
      ...given.byName,
      [last]: { ...given.byName[last], ...commanded },
    };
    return { ...ofTask, containers };
  }
  const container: ContainerOverrides = { ...given.unnamed, ...commanded };
  return { ...ofTask, ...(Object.keys(container).length > 0 && { container }) };
}

function networkFrom({ subnets = [], securityGroups = [] }: RunTaskFlags): TaskNetwork | undefined {
  const [first, ...more] = list(subnets);
  const groups = list(securityGroups);
  if (first !== undefined) return { subnets: [first, ...more], ...(groups.length > 0 && { securityGroups: groups }) };
  if (groups.length > 0) throw new UsageError('--security-groups without --subnets; give both, or neither');
  return undefined;
}

const list = (values: readonly string[]): readonly string[] =>
  values.flatMap((value) => value.split(',')).filter((one) => one !== '');

function share(text: string): CapacityShare {
  if (!text.includes('=')) return { capacityProvider: text };
  const [capacityProvider, shares] = pair('--capacity', text);
  const [weight = '', base, ...rest] = shares.split('+');
  if (rest.length > 0) throw new UsageError(`--capacity ${text}: write NAME=WEIGHT or NAME=WEIGHT+BASE`);
  return {
    capacityProvider,
    weight: wholeNumber(`--capacity ${capacityProvider}`, weight, 0),
    ...(base !== undefined && { base: wholeNumber(`--capacity ${capacityProvider}`, base, 0) }),
  };
}

function strategyFrom(text: string): PlacementStrategy {
  const [, type, field = ''] = /^(spread|binpack|random)(?:=(.+))?$/.exec(text) ?? [];
  if (type === 'random' && field === '') return { type };
  if (type === 'binpack' && (field === 'cpu' || field === 'memory')) return { type, field };
  if (type === 'spread' && (field === 'instanceId' || field === 'host')) return { type, field };
  if (type === 'spread' && field.startsWith('attribute:')) return { type, field: field as `attribute:${string}` };
  throw new UsageError(
    `--strategy ${text}: write spread=attribute:NAME, spread=instanceId, binpack=cpu, binpack=memory or random`,
  );
}

const constraintFrom = (text: string): PlacementConstraint =>
  text === 'distinctInstance' ? { type: 'distinctInstance' } : { type: 'memberOf', expression: text };
