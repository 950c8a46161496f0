import { checkDemand, checkPorts } from '../input/check-demand';
import { Checker } from '../input/checker';
import { RESOURCE_NAMES } from '../resources';
import type { PackableInstanceType, PackableService, PackingProblem } from './packing-problem';

/** Beyond every quota there is, and low enough that all sums of a problem are exact. */
const MOST = { tasks: 10_000_000, zones: 100, nodes: 1_000_000_000, usdPerHour: 1_000_000 };

/**
 * Refuses what is no packing problem, with everything that is wrong with it.
 * @throws PlacementInputError
 */
export function checkProblem(problem: PackingProblem, priced: boolean): void {
  const check = new Checker();
  if (check.record(problem, 'problem')) {
    const { services, instanceTypes, zones, nodeLimit } = problem;
    checkNamed(services, 'services', check, checkService);
    checkNamed(instanceTypes, 'instanceTypes', check, (type, path) => {
      checkType(type, path, check);
      if (priced) checkPrice(type.usdPerHour, `${path}.usdPerHour`, check);
    });
    if (zones !== undefined) check.whole(zones, 'zones', 1, MOST.zones);
    if (nodeLimit !== undefined) check.whole(nodeLimit, 'nodeLimit', 0, MOST.nodes);
  }
  check.finish();
}

function checkNamed<T extends { readonly name: string }>(
  entries: readonly T[],
  path: string,
  check: Checker,
  checkOne: (entry: T, path: string, check: Checker) => void,
): void {
  const list = check.list(entries, path);
  list.forEach((entry, index) => {
    if (!check.record(entry, `${path}[${index}]`)) return;
    check.text(entry.name, `${path}[${index}].name`);
    checkOne(entry, `${path}[${index}]`, check);
  });
  check.unique(
    list.map((entry) => String(entry?.name)),
    (index) => `${path}[${index}].name`,
  );
}

function checkService(
  { demand, count, distinctInstance, instanceTypes }: PackableService,
  path: string,
  check: Checker,
) {
  check.whole(count, `${path}.count`, 0, MOST.tasks);
  checkDemand(demand, `${path}.demand`, check);
  if (distinctInstance !== undefined) check.flag(distinctInstance, `${path}.distinctInstance`);
  if (instanceTypes !== undefined) check.list(instanceTypes, `${path}.instanceTypes`);
}

function checkType({ registered, attributes }: PackableInstanceType, path: string, check: Checker): void {
  if (attributes !== undefined) check.record(attributes, `${path}.attributes`);
  if (!check.record(registered, `${path}.registered`)) return;
  for (const name of RESOURCE_NAMES) check.whole(registered[name], `${path}.registered.${name}`);
  checkPorts(registered.reservedTcpPorts, `${path}.registered.reservedTcpPorts`, check);
  checkPorts(registered.reservedUdpPorts, `${path}.registered.reservedUdpPorts`, check);
}

function checkPrice(value: unknown, path: string, check: Checker): void {
  if (value === undefined) check.report('missing', path, value);
  else if (typeof value !== 'number' || Number.isNaN(value)) check.report('not-a-number', path, value);
  else if (value < 0) check.report('negative', path, value);
  else if (value > MOST.usdPerHour) check.report('too-large', path, value);
  // Less than is compared: it would be free.
  else if (value < 1e-6) check.report('not-allowed', path, value);
}
