import { Checker } from '../input/checker';
import type { CpuArchitecture } from '../task-demand';
import type { CpuManufacturer, ListedInstanceType } from './listed-instance-type';
import { offeredIn } from './offerings';
import { instanceTypeTable } from './table';

/** A range with both ends included; an end that is absent is open. */
export interface RequirementRange {
  readonly min?: number;
  readonly max?: number;
}

/** Whether types with a trait are wanted too, unwanted, or the only ones wanted. */
export type Inclusion = 'included' | 'excluded' | 'required';

/**
 * What instance types must be like, named and defaulted as EC2's `InstanceRequirements` (attribute-based selection).
 * EC2 knows more: price protection, bandwidths, hibernation, accelerators other than GPUs. A group that uses those
 * selects fewer types than this does.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceRequirements.html
 */
export interface InstanceRequirements {
  readonly vCpuCount?: RequirementRange;
  readonly memoryMiB?: RequirementRange;
  readonly memoryGiBPerVCpu?: RequirementRange;
  readonly networkInterfaceCount?: RequirementRange;
  /** Whole GPUs. @default - any number, zero included, as on EC2 */
  readonly gpuCount?: RequirementRange;
  /** @default - every architecture; EC2 takes the machine image's */
  readonly architectures?: readonly CpuArchitecture[];
  /** @default - every manufacturer */
  readonly cpuManufacturers?: readonly CpuManufacturer[];
  /** @default - both */
  readonly instanceGenerations?: readonly ('current' | 'previous')[];
  /** @default 'excluded', as on EC2 */
  readonly bareMetal?: Inclusion;
  /** @default 'excluded', as on EC2 */
  readonly burstablePerformance?: Inclusion;
  /** @default 'included', as on EC2 */
  readonly localStorage?: Inclusion;
  /** Names with `*` for any characters, such as `m7*.large`; excludes `excludedInstanceTypes`. @default - every name */
  readonly allowedInstanceTypes?: readonly string[];
  /** Names with `*` for any characters. @default - none */
  readonly excludedInstanceTypes?: readonly string[];
  /** Only types sold as spot capacity. @default false */
  readonly spot?: boolean;
  /** Only types this region offers. @default - wherever offered */
  readonly region?: string;
}

/** EC2 takes this many patterns in either list. */
const MOST_PATTERNS = 400;

const RANGES: readonly [keyof InstanceRequirements, (type: ListedInstanceType) => number][] = [
  ['vCpuCount', (type) => type.vcpus],
  ['memoryMiB', (type) => type.memoryMiB],
  ['memoryGiBPerVCpu', (type) => type.memoryMiB / 1024 / type.vcpus],
  ['networkInterfaceCount', (type) => type.maxNetworkInterfaces],
  ['gpuCount', (type) => type.gpus],
];

/**
 * The types of the table that meet requirements, by family and size.
 * @throws PlacementInputError if a range, a pattern list or the region is unusable
 */
export function selectInstanceTypes(requirements: InstanceRequirements): readonly ListedInstanceType[] {
  checkRequirements(requirements);
  const { architectures, cpuManufacturers, instanceGenerations, allowedInstanceTypes, excludedInstanceTypes } =
    requirements;
  const offered = requirements.region === undefined ? undefined : offeredIn(requirements.region);
  const ranges = RANGES.map(([key, value]) => [requirements[key] as RequirementRange | undefined, value] as const);
  return [...instanceTypeTable().values()].filter(
    (type) =>
      ranges.every(([range, value]) => within(value(type), range)) &&
      (architectures?.includes(type.architecture) ?? true) &&
      (cpuManufacturers?.includes(type.cpuManufacturer) ?? true) &&
      (instanceGenerations?.includes(type.currentGeneration ? 'current' : 'previous') ?? true) &&
      includes(requirements.bareMetal ?? 'excluded', type.bareMetal) &&
      includes(requirements.burstablePerformance ?? 'excluded', type.burstable) &&
      includes(requirements.localStorage ?? 'included', type.localStorage) &&
      (allowedInstanceTypes?.some((pattern) => fits(type.name, pattern)) ?? true) &&
      !excludedInstanceTypes?.some((pattern) => fits(type.name, pattern)) &&
      (!requirements.spot || type.spot) &&
      (offered?.has(type.name) ?? true),
  );
}

const within = (value: number, range: RequirementRange | undefined): boolean =>
  value >= (range?.min ?? 0) && value <= (range?.max ?? Number.POSITIVE_INFINITY);

const includes = (inclusion: Inclusion, has: boolean): boolean =>
  inclusion === 'included' || has === (inclusion === 'required');

/** Whether a name fits a pattern whose `*` stand for any characters, none included. */
function fits(name: string, pattern: string): boolean {
  const [first, ...rest] = pattern.split('*') as [string, ...string[]];
  const last = rest.pop();
  if (last === undefined) return name === first;
  let at = first.length;
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return name.startsWith(first) && name.endsWith(last) && name.length - last.length >= at;
}

function checkRequirements(requirements: InstanceRequirements): void {
  const check = new Checker();
  for (const [key] of RANGES) {
    const range = requirements[key] as RequirementRange | undefined;
    for (const end of ['min', 'max'] as const) checkEnd(range?.[end], `${key}.${end}`, check);
    if ((range?.min ?? 0) > (range?.max ?? Number.POSITIVE_INFINITY)) check.report('conflict', key, range);
  }
  const { allowedInstanceTypes, excludedInstanceTypes, region } = requirements;
  check.list(allowedInstanceTypes ?? [], 'allowedInstanceTypes', MOST_PATTERNS);
  check.list(excludedInstanceTypes ?? [], 'excludedInstanceTypes', MOST_PATTERNS);
  if (allowedInstanceTypes && excludedInstanceTypes) {
    check.report('conflict', 'excludedInstanceTypes', excludedInstanceTypes);
  }
  if (region !== undefined && !offeredIn(region)) check.report('not-found', 'region', region);
  check.finish();
}

/** An end of a range may be fractional, as memory for each vCPU is. */
function checkEnd(value: unknown, path: string, check: Checker): void {
  if (value === undefined) return;
  if (typeof value !== 'number' || Number.isNaN(value)) check.report('not-a-number', path, value);
  else if (value < 0) check.report('negative', path, value);
}
