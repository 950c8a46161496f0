import { RESOURCE_NAMES } from '../resources';
import type { TaskDemand } from '../task-demand';
import type { Checker } from './checker';

/** Checks a demand given by hand; one made by {@link demandOf} is right by construction. */
export function checkDemand(demand: TaskDemand, path: string, check: Checker): void {
  if (!check.record(demand, path)) return;
  for (const name of RESOURCE_NAMES) {
    if (!(name === 'gpus' && demand.gpus === 'all')) check.whole(demand[name], `${path}.${name}`);
  }
  checkPorts(demand.tcpPorts, `${path}.tcpPorts`, check);
  checkPorts(demand.udpPorts, `${path}.udpPorts`, check);
  check.list(demand.requiredAttributes, `${path}.requiredAttributes`).forEach((attribute, index) => {
    const at = `${path}.requiredAttributes[${index}]`;
    if (!check.record(attribute, at)) return;
    check.text(attribute.name, `${at}.name`);
    if (attribute.value !== undefined && attribute.value !== '') check.text(attribute.value, `${at}.value`);
  });
  if (demand.operatingSystem !== undefined) {
    check.oneOf(demand.operatingSystem, ['linux', 'windows'], `${path}.operatingSystem`);
  }
  if (demand.cpuArchitecture !== undefined) {
    check.oneOf(demand.cpuArchitecture, ['x86_64', 'arm64'], `${path}.cpuArchitecture`);
  }
}

/** Checks a list of host ports. */
export function checkPorts(ports: readonly number[], path: string, check: Checker): void {
  const list = check.list(ports, path, 65_535);
  list.forEach((port, index) => {
    check.whole(port, `${path}[${index}]`, 1, 65_535);
  });
  check.unique(list.map(String), (index) => `${path}[${index}]`);
}
