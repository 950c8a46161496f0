import type { CapacityShare, RunTaskRequest, TaskOverrides } from '../../lib/operations';
import type { PlacementConstraint, PlacementStrategy } from '../../lib/placement';
import { UsageError } from '../usage-error';

/** What `run-task` takes on the command line. */
export interface RunTaskFlags {
  readonly cluster?: string;
  readonly stack?: string;
  readonly task?: string;
  readonly count?: string;
  readonly capacity?: readonly string[];
  readonly strategy?: readonly string[];
  readonly constraint?: readonly string[];
  readonly container?: string;
  readonly env?: readonly string[];
  readonly cpu?: string;
  readonly memory?: string;
  readonly taskRole?: string;
  readonly executionRole?: string;
  readonly subnets?: readonly string[];
  readonly securityGroups?: readonly string[];
  readonly token?: string;
}

/** The request that arguments and flags make. @throws UsageError */
export function requestFrom(args: readonly string[], flags: RunTaskFlags): RunTaskRequest {
  const { cluster, count, capacity, strategy, constraint, subnets, securityGroups, token } = flags;
  const { task, command } = taskFrom(args, flags);
  const overrides = overridesFrom(flags, command);
  return {
    task,
    ...(cluster !== undefined && { cluster }),
    ...(count !== undefined && { count: wholeNumber('--count', count) }),
    ...(capacity && { capacity: capacity.map(share) }),
    ...(strategy && { strategies: strategy.map(strategyFrom) }),
    ...(constraint && { constraints: constraint.map(constraintFrom) }),
    ...(subnets && { subnets: list(subnets) }),
    ...(securityGroups && { securityGroups: list(securityGroups) }),
    ...(token !== undefined && { token }),
    ...(Object.keys(overrides).length > 0 && { overrides }),
  };
}

function taskFrom(args: readonly string[], { stack, task: construct, cluster }: RunTaskFlags) {
  if ((stack === undefined) !== (construct === undefined)) {
    throw new UsageError('--stack and --task go together, such as --stack Shop --task Jobs/Migrate');
  }
  if (stack !== undefined && construct !== undefined) return { task: { stack, construct }, command: args };
  const [family, ...command] = args;
  if (family === undefined) throw new UsageError('no task definition; give FAMILY, or --stack NAME and --task PATH');
  if (cluster === undefined) throw new UsageError('no cluster; give --cluster NAME');
  return { task: { family }, command };
}

function overridesFrom(flags: RunTaskFlags, command: readonly string[]): TaskOverrides {
  const { container, env, cpu, memory, taskRole, executionRole } = flags;
  return {
    ...(container !== undefined && { container }),
    ...(command.length > 0 && { command }),
    ...(env && { environment: Object.fromEntries(env.map((one) => pair('--env', one))) }),
    ...(cpu !== undefined && { cpuUnits: wholeNumber('--cpu', cpu) }),
    ...(memory !== undefined && { memoryMiB: wholeNumber('--memory', memory) }),
    ...(taskRole !== undefined && { taskRoleArn: taskRole }),
    ...(executionRole !== undefined && { executionRoleArn: executionRole }),
  };
}

const list = (values: readonly string[]): readonly string[] =>
  values.flatMap((value) => value.split(',')).filter((one) => one !== '');

function wholeNumber(option: string, text: string, least = 1): number {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least) return number;
  throw new UsageError(`${option} ${text}: write a whole number, ${least} or more`);
}

function pair(option: string, text: string): readonly [string, string] {
  const at = text.indexOf('=');
  if (at > 0) return [text.slice(0, at), text.slice(at + 1)];
  throw new UsageError(`${option} ${text}: write NAME=VALUE`);
}

function share(text: string): CapacityShare {
  if (!text.includes('=')) return { capacityProvider: text };
  const [capacityProvider, weight] = pair('--capacity', text);
  return { capacityProvider, weight: wholeNumber(`--capacity ${capacityProvider}`, weight, 0) };
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
