import type { Instance, PlacedTask } from '../instance';
import { RESOURCE_NAMES, type ResourceAmounts } from '../resources';
import { checkDemand, checkPorts } from './check-demand';
import type { Checker } from './checker';

const STATUSES = ['ACTIVE', 'DRAINING', 'REGISTERING', 'DEREGISTERING', 'REGISTRATION_FAILED'];

const OPTIONAL_TEXTS = ['capacity', 'capacityProvider', 'ec2InstanceId', 'agentVersion', 'registeredAt'] as const;

/** The longest attribute value that is looked at; ECS allows 128 characters. */
const MAX_ATTRIBUTE_LENGTH = 256;

/** Checks instances and the tasks on them. */
export function checkInstances(instances: readonly Instance[], check: Checker): void {
  const list = check.list(instances, 'instances');
  const checked = new Set<unknown>();
  list.forEach((instance, index) => {
    if (check.record(instance, `instances[${index}]`)) checkInstance(instance, `instances[${index}]`, check, checked);
  });
  check.unique(
    list.map((instance) => String(instance?.id)),
    (index) => `instances[${index}].id`,
  );
}

/** Demands and registered resources that many instances share are looked at once. */
function checkInstance(instance: Instance, path: string, check: Checker, checked: Set<unknown>): void {
  check.text(instance.id, `${path}.id`);
  check.text(instance.instanceType, `${path}.instanceType`);
  check.text(instance.zone, `${path}.zone`);
  check.oneOf(instance.status, STATUSES, `${path}.status`);
  check.flag(instance.agentConnected, `${path}.agentConnected`);
  for (const name of OPTIONAL_TEXTS) if (instance[name] !== undefined) check.text(instance[name], `${path}.${name}`);
  const { registered } = instance;
  if (!checked.has(registered)) {
    checked.add(registered);
    if (checkAmounts(registered, `${path}.registered`, check)) {
      checkPorts(registered.reservedTcpPorts, `${path}.registered.reservedTcpPorts`, check);
      checkPorts(registered.reservedUdpPorts, `${path}.registered.reservedUdpPorts`, check);
    }
  }
  if (instance.reserved !== undefined) checkAmounts(instance.reserved, `${path}.reserved`, check);
  if (!checked.has(instance.attributes) && check.record(instance.attributes, `${path}.attributes`)) {
    checked.add(instance.attributes);
    for (const [name, value] of Object.entries(instance.attributes)) {
      if (value !== '') check.text(value, `${path}.attributes.${name}`, MAX_ATTRIBUTE_LENGTH);
    }
  }
  check.list(instance.tasks, `${path}.tasks`).forEach((task: PlacedTask, index) => {
    const at = `${path}.tasks[${index}]`;
    if (!check.record(task, at)) return;
    check.text(task.group, `${at}.group`);
    if (task.desiredStatus !== undefined) {
      check.oneOf(task.desiredStatus, ['RUNNING', 'STOPPED'], `${at}.desiredStatus`);
    }
    if (!checked.has(task.demand)) checkDemand(task.demand, `${at}.demand`, check);
    checked.add(task.demand);
  });
}

function checkAmounts(amounts: ResourceAmounts, path: string, check: Checker): boolean {
  if (!check.record(amounts, path)) return false;
  for (const name of RESOURCE_NAMES) check.whole(amounts[name], `${path}.${name}`);
  return true;
}
