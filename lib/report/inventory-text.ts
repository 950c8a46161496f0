import type { Inventory, ServiceCount, ServiceExposure } from '../template';
import { columns, counted } from './table';

/** Says what templates hold, in lines. */
export function inventoryText(inventory: Inventory): string[] {
  const { clusters, taskDefinitions, services, repositories, jobs } = inventory;
  return [
    ...clusters.flatMap(clusterLines),
    ...section(counted(taskDefinitions.length, 'task definition'), taskDefinitions.flatMap(definitionRows)),
    ...section(counted(services.length, 'service'), services.map(serviceRow)),
    ...section(
      counted(repositories.length, 'repository', 'repositories'),
      repositories.map(({ name, tags }) => [name, `${tags} tags`]),
    ),
    ...section(
      counted(jobs.length, 'job'),
      jobs.map(({ name, kind, schedule, taskDefinition }) => [name, JOBS[kind](schedule), taskDefinition ?? '']),
    ),
  ];
}

const JOBS = {
  schedule: (schedule?: string) => schedule ?? 'on a schedule',
  event: (schedule?: string) => schedule ?? 'when an event arrives',
  'state-machine': () => 'by a state machine',
  deployment: () => 'once in each deployment that changes it',
};

function clusterLines({ name, elsewhere, capacities }: Inventory['clusters'][number]): string[] {
  const rows = capacities.map((capacity) => [
    capacity.name,
    capacity.purchaseOption ?? 'unknown purchase option',
    capacity.instanceTypes.join(', ') || 'unknown types',
    `${range(capacity.minInstances, capacity.maxInstances)} instances${capacity.capacityProvider ? '' : ', no capacity provider'}`,
  ]);
  return section(`cluster ${name}${elsewhere ? ' (not in the templates)' : ''}`, rows);
}

function definitionRows(definition: Inventory['taskDefinitions'][number]): string[][] {
  const { name, networkMode = 'unknown network mode', architecture, containers } = definition;
  return containers.map(({ name: container, cpuUnits, memoryMiB, essential }, i) => [
    i === 0 ? name : '',
    i === 0 ? networkMode : '',
    i === 0 ? (architecture?.toLowerCase() ?? '') : '',
    container,
    [
      cpuUnits === undefined ? undefined : `${cpuUnits} CPU units`,
      memoryMiB === undefined ? undefined : `${memoryMiB} MiB`,
      essential === false ? 'not essential' : undefined,
    ]
      .filter((part) => part !== undefined)
      .join(', '),
  ]);
}

const serviceRow = (service: Inventory['services'][number]): string[] => [
  service.name,
  countText(service.count),
  service.taskDefinition ?? '',
  service.exposure.map(exposureText).join('; ') || 'not exposed',
];

function countText(count: ServiceCount): string {
  if (count.kind === 'daemon') return 'one task on every instance';
  if (count.kind === 'scaling') return `${range(count.min, count.max)} tasks`;
  return count.desired === undefined ? 'unknown number of tasks' : counted(count.desired, 'task');
}

function exposureText({ protocol, port, patterns, internetFacing }: ServiceExposure): string {
  const where = internetFacing ? 'from the internet' : 'inside the VPC';
  return [`${protocol ?? '?'} ${port ?? '?'}`, ...patterns, where].join(' ');
}

const range = (min: number | undefined, max: number | undefined): string => `${min ?? '?'} to ${max ?? '?'}`;

function section(title: string, rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0 && /^0 /.test(title)) return [];
  return [title, ...columns(rows).map((line) => `  ${line}`), ''];
}
