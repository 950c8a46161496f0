import {
  type CpuArchitecture,
  type InstanceRequirements,
  instanceType,
  type ListedInstanceType,
  PlacementInputError,
  type RequirementRange,
  selectInstanceTypes,
} from '../../placement';
import type { AutoScalingGroup, InstanceOption } from '../ecs/auto-scaling-group';
import { isUnknown, type Known, knownStructAt, listAt, numberAt, stringAt } from '../known';
import { type Struct, Unknown } from '../value/value';

/** The instance types that a group may launch, in its order of preference; or why they are not known. */
export function instanceTypesOf(
  group: AutoScalingGroup,
  image: CpuArchitecture | undefined,
): Known<readonly ListedInstanceType[]> {
  const stack = group.resource.stack.stack;
  const options = group.instanceOptions;
  if (options.length === 0) {
    return new Unknown({ code: 'attribute', name: `the instance type of ${group.resource.logicalId}` }, stack);
  }
  const types: ListedInstanceType[] = [];
  for (const option of options) {
    const found = typesOf(option, group, image);
    if (isUnknown(found)) return found;
    types.push(...found);
  }
  return types;
}

function typesOf(
  option: InstanceOption,
  group: AutoScalingGroup,
  image: CpuArchitecture | undefined,
): Known<readonly ListedInstanceType[]> {
  const stack = group.resource.stack.stack;
  if (option.kind === 'type') {
    if (isUnknown(option.type)) return option.type;
    const answer = instanceType(option.type);
    if (answer.code === 'found') return [answer.type];
    const hint = answer.nearNames.length > 0 ? ` (near: ${answer.nearNames.join(', ')})` : '';
    return new Unknown({ code: 'assumption', name: `the table of instance types lacks ${option.type}${hint}` }, stack);
  }
  if (isUnknown(option.requirements)) return option.requirements;
  const requirements = requirementsOf(option.requirements);
  if (isUnknown(requirements)) return requirements;
  const { region } = group.resource.stack.source;
  try {
    return selectInstanceTypes({ ...requirements, ...(image && { architectures: [image] }), region });
  } catch (error) {
    // A region that the table does not cover says nothing of its types.
    if (!(error instanceof PlacementInputError)) throw error;
    if (error.problems.every(({ path }) => path === 'region')) {
      return selectInstanceTypes({ ...requirements, ...(image && { architectures: [image] }) });
    }
    return new Unknown({ code: 'malformed', name: `InstanceRequirements.${error.problems[0]!.path}` }, stack);
  }
}

/** EC2's words for requirements, in the engine's. */
function requirementsOf(struct: Struct): Known<InstanceRequirements> {
  const ranges = {
    vCpuCount: rangeAt(struct, 'VCpuCount'),
    memoryMiB: rangeAt(struct, 'MemoryMiB'),
    memoryGiBPerVCpu: rangeAt(struct, 'MemoryGiBPerVCpu'),
    networkInterfaceCount: rangeAt(struct, 'NetworkInterfaceCount'),
    gpuCount: acceleratorRange(struct),
  };
  const unknown = Object.values(ranges).find(isUnknown);
  if (unknown) return unknown;
  return {
    ...(ranges as Record<keyof typeof ranges, RequirementRange | undefined>),
    cpuManufacturers: textsAt(struct, 'CpuManufacturers') as InstanceRequirements['cpuManufacturers'],
    instanceGenerations: textsAt(struct, 'InstanceGenerations') as InstanceRequirements['instanceGenerations'],
    bareMetal: wordAt(struct, 'BareMetal'),
    burstablePerformance: wordAt(struct, 'BurstablePerformance'),
    localStorage: wordAt(struct, 'LocalStorage'),
    allowedInstanceTypes: textsAt(struct, 'AllowedInstanceTypes'),
    excludedInstanceTypes: textsAt(struct, 'ExcludedInstanceTypes'),
  };
}

/** Accelerators count as GPUs unless another kind is asked for. */
function acceleratorRange(struct: Struct): Known<RequirementRange> | undefined {
  const kinds = textsAt(struct, 'AcceleratorTypes');
  return kinds === undefined || kinds.includes('gpu') ? rangeAt(struct, 'AcceleratorCount') : undefined;
}

function rangeAt(struct: Struct, property: string): Known<RequirementRange> | undefined {
  const range = knownStructAt(struct, property);
  if (!range) return undefined;
  const [min, max] = [numberAt(range, 'Min'), numberAt(range, 'Max')];
  if (isUnknown(min)) return min;
  return isUnknown(max) ? max : { min, max };
}

function textsAt(struct: Struct, property: string): string[] | undefined {
  const list = listAt(struct, property);
  return list === undefined || isUnknown(list) ? undefined : list.filter((item) => typeof item === 'string');
}

function wordAt(struct: Struct, property: string): 'included' | 'excluded' | 'required' | undefined {
  const word = stringAt(struct, property);
  return word === 'included' || word === 'excluded' || word === 'required' ? word : undefined;
}
