import { Checker } from '../input/checker';
import type { ContainerDefinitionJson, PortMappingJson, TaskDefinitionJson } from './task-definition-json';

const NETWORK_MODES = ['bridge', 'host', 'awsvpc', 'none', 'default'];

/**
 * Checks the shape of everything that a demand is worked out from.
 * @throws PlacementInputError naming everything that is wrong.
 */
export function checkTaskDefinition(taskDefinition: TaskDefinitionJson): void {
  const check = new Checker();
  if (check.record(taskDefinition, 'taskDefinition')) {
    const { networkMode, runtimePlatform } = taskDefinition;
    if (networkMode !== undefined) check.oneOf(networkMode, NETWORK_MODES, 'networkMode');
    optionalTexts(taskDefinition, ['taskRoleArn', 'executionRoleArn', 'pidMode', 'ipcMode'], '', check);
    if (runtimePlatform !== undefined && check.record(runtimePlatform, 'runtimePlatform')) {
      optionalTexts(runtimePlatform, ['operatingSystemFamily', 'cpuArchitecture'], 'runtimePlatform.', check);
    }
    records(taskDefinition.volumes, 'volumes', check);
    records(taskDefinition.requiresAttributes, 'requiresAttributes', check);
    const containers = check.list(taskDefinition.containerDefinitions, 'containerDefinitions');
    records(containers, 'containerDefinitions', check).forEach((container, index) => {
      checkContainer(container, `containerDefinitions[${index}]`, check);
    });
  }
  check.finish();
}

function checkContainer(container: ContainerDefinitionJson, path: string, check: Checker): void {
  const { logConfiguration, firelensConfiguration: firelens } = container;
  for (const name of ['cpu', 'memory', 'memoryReservation'] as const) {
    if (container[name] !== undefined) check.whole(container[name], `${path}.${name}`);
  }
  optionalTexts(container, ['image'], `${path}.`, check);
  secrets(container.secrets, `${path}.secrets`, check);
  if (firelens !== undefined && check.record(firelens, `${path}.firelensConfiguration`)) {
    optionalTexts(firelens, ['type'], `${path}.firelensConfiguration.`, check);
  }
  if (logConfiguration !== undefined && check.record(logConfiguration, `${path}.logConfiguration`)) {
    check.text(logConfiguration.logDriver, `${path}.logConfiguration.logDriver`);
    secrets(logConfiguration.secretOptions, `${path}.logConfiguration.secretOptions`, check);
  }
  records(container.portMappings, `${path}.portMappings`, check).forEach((mapping, index) => {
    checkPortMapping(mapping, `${path}.portMappings[${index}]`, check);
  });
  records(container.resourceRequirements, `${path}.resourceRequirements`, check).forEach(({ type, value }, index) => {
    if (type !== 'GPU' || value === 'ALL') return;
    const isNumeral = typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value);
    check.whole(isNumeral ? Number(value) : value, `${path}.resourceRequirements[${index}].value`);
  });
}

function checkPortMapping(mapping: PortMappingJson, path: string, check: Checker): void {
  for (const name of ['hostPort', 'containerPort'] as const) {
    if (mapping[name] !== undefined) check.whole(mapping[name], `${path}.${name}`, 0, 65_535);
  }
  if (mapping.protocol !== undefined) check.oneOf(mapping.protocol, ['tcp', 'udp'], `${path}.protocol`);
}

function secrets(list: readonly { readonly valueFrom?: string }[] | undefined, path: string, check: Checker): void {
  records(list, path, check).forEach((secret, index) => {
    optionalTexts(secret, ['valueFrom'], `${path}[${index}].`, check);
  });
}

/** The entries of a list, if any, that are objects. */
function records<T extends object>(list: readonly T[] | undefined, path: string, check: Checker): readonly T[] {
  return check.list(list ?? [], path).filter((one, index) => check.record(one, `${path}[${index}]`));
}

function optionalTexts<T extends object>(
  from: T,
  names: readonly (keyof T & string)[],
  path: string,
  check: Checker,
): void {
  for (const name of names) if (from[name] !== undefined) check.text(from[name], `${path}${name}`);
}
