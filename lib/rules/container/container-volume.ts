import {
  booleanAt,
  type Container,
  isUnknown,
  knownStructAt,
  type Model,
  type Service,
  type Struct,
  sameValue,
  stringAt,
  structsAt,
  type TaskDefinition,
  Unknown,
  unreadItem,
  type Value,
} from '../../template';
import type { Outcome } from '../outcome';
import { rule } from '../rule';
import { ec2TaskDefinitions } from './ec2-task-definitions';

type Facts =
  | { problem: 'undeclared' | 'path-twice'; container: string; volume: string; containerPath: string }
  | { problem: 'volumes-from'; container: string; source: string }
  | { problem: 'name-twice' | 'windows-only'; volume: string }
  | { problem: 'kinds'; volume: string; kinds: readonly string[] }
  | { problem: 'several-at-launch'; volumes: readonly string[] }
  | { problem: 'not-configured' | 'not-at-launch'; volume: string; taskDefinition: string };

const KINDS = [
  'DockerVolumeConfiguration',
  'EFSVolumeConfiguration',
  'FSxWindowsFileServerVolumeConfiguration',
  'S3FilesVolumeConfiguration',
];

/** What containers mount is declared, and is of a kind that the instances can mount. */
export const containerVolume = rule<Facts>({
  id: 'container-volume',
  severity: 'error',
  title: 'Every mounted volume is declared once, as one kind that EC2 instances can mount',
  why: 'ECS refuses a task definition that mounts what it does not declare, and a service that leaves a volume configured at launch without its configuration; Docker refuses two mounts at one path.',
  remedy:
    'Declare each volume once under Volumes with one kind of configuration, mount it by that name, and configure in the service what is configured at launch.',
  link: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_data_volumes.html',

  check: (model) => [
    ...ec2TaskDefinitions(model).flatMap((definition) => [...declarations(definition), ...mounts(definition)]),
    ...model.services.flatMap((service) => launchConfigurations(service, model)),
  ],

  message(facts) {
    switch (facts.problem) {
      case 'undeclared':
        return `the container ${facts.container} mounts the volume ${facts.volume} at ${facts.containerPath}, which the task definition does not declare`;
      case 'path-twice':
        return `the container ${facts.container} has two mounts at ${facts.containerPath}; Docker refuses the second, of ${facts.volume}`;
      case 'volumes-from':
        return `the container ${facts.container} takes its volumes from ${facts.source}, which is no other container of the task definition`;
      case 'name-twice':
        return `two volumes have the name ${facts.volume}`;
      case 'windows-only':
        return `the volume ${facts.volume} is of FSx for Windows File Server, which only Windows instances can mount`;
      case 'kinds':
        return `the volume ${facts.volume} has more than one kind of configuration: ${facts.kinds.join(' and ')}`;
      case 'several-at-launch':
        return `the volumes ${facts.volumes.join(' and ')} are configured at launch, of which a task may have one`;
      case 'not-configured':
        return `the volume ${facts.volume} of ${facts.taskDefinition} is configured at launch, but the service has no configuration for it`;
      case 'not-at-launch':
        return `the service configures the volume ${facts.volume}, which ${facts.taskDefinition} does not declare with ConfiguredAtLaunch`;
    }
  },

  fix(facts) {
    switch (facts.problem) {
      case 'undeclared':
        return `add { Name: ${facts.volume} } to Volumes, or mount a volume that is there`;
      case 'path-twice':
        return `mount ${facts.volume} at another path than ${facts.containerPath}`;
      case 'volumes-from':
        return `name another container of the task definition in VolumesFrom of ${facts.container}`;
      case 'name-twice':
        return `give each volume a name of its own, or remove one ${facts.volume}`;
      case 'windows-only':
        return `use an EFS or EBS volume for ${facts.volume}, or say in RuntimePlatform that the tasks are for Windows`;
      case 'kinds':
        return `keep one of ${facts.kinds.join(', ')}`;
      case 'several-at-launch':
        return `keep ConfiguredAtLaunch on one of ${facts.volumes.join(', ')}`;
      case 'not-configured':
        return `add { Name: ${facts.volume}, ManagedEBSVolume: … } to VolumeConfigurations of the service`;
      case 'not-at-launch':
        return `set ConfiguredAtLaunch to true on the volume ${facts.volume}, or remove its configuration from the service`;
    }
  },
});

function declarations(definition: TaskDefinition): Outcome<Facts>[] {
  const { resource, volumes } = definition;
  const atLaunch = volumes.filter((volume) => booleanAt(volume, 'ConfiguredAtLaunch') === true).map(nameOf);
  const each = volumes.map((volume, i): Outcome<Facts> => {
    const path = ['Volumes', i];
    const kinds = kindsOf(volume);
    const fails = (facts: Facts): Outcome<Facts> => ({ state: 'fails', resource, path, facts });
    const twice = volumes.slice(0, i).some((other) => sameValue(other['Name'] ?? null, volume['Name'] ?? null));
    if (twice) return fails({ problem: 'name-twice', volume: nameOf(volume) });
    if (kinds.length > 1) return fails({ problem: 'kinds', volume: nameOf(volume), kinds });
    if (kinds.includes('FSxWindowsFileServerVolumeConfiguration') && !definition.isWindows) {
      const { operatingSystemFamily } = definition;
      if (isUnknown(operatingSystemFamily)) {
        return { state: 'unknown', resource, path, unknowns: [operatingSystemFamily] };
      }
      // A task definition that says nothing of its platform may be meant for Windows instances.
      if (operatingSystemFamily !== undefined) return fails({ problem: 'windows-only', volume: nameOf(volume) });
    }
    return { state: 'holds', resource, path };
  });
  if (atLaunch.length < 2) return each;
  const facts = { problem: 'several-at-launch', volumes: atLaunch } as const;
  return [...each, { state: 'fails', resource, path: ['Volumes'], facts }];
}

/** The kinds of configuration that a volume has; a host path is one, `Host: {}` says nothing. */
function kindsOf(volume: Struct): string[] {
  const given = KINDS.filter((kind) => knownStructAt(volume, kind) !== undefined);
  const host = knownStructAt(volume, 'Host')?.['SourcePath'] === undefined ? [] : ['Host'];
  return [...host, ...given, ...(booleanAt(volume, 'ConfiguredAtLaunch') === true ? ['ConfiguredAtLaunch'] : [])];
}

function mounts(definition: TaskDefinition): Outcome<Facts>[] {
  const { resource, containers } = definition;
  return containers.flatMap((container) => {
    const points = structsAt(container.properties, 'MountPoints');
    return [
      ...points.map((_, i): Outcome<Facts> => {
        const path = ['ContainerDefinitions', container.index, 'MountPoints', i];
        const answer = mountProblem(definition, container, points, i);
        if (answer === undefined) return { state: 'holds', resource, path };
        return isUnknown(answer)
          ? { state: 'unknown', resource, path, unknowns: [answer] }
          : { state: 'fails', resource, path, facts: answer };
      }),
      ...structsAt(container.properties, 'VolumesFrom').map((from, i): Outcome<Facts> => {
        const path = ['ContainerDefinitions', container.index, 'VolumesFrom', i];
        const source = definition.containerNamedBy(from['SourceContainer']);
        if (isUnknown(source)) return { state: 'unknown', resource, path, unknowns: [source] };
        if (source !== undefined && source !== container) return { state: 'holds', resource, path };
        const facts = { container: container.name, source: source?.name ?? String(from['SourceContainer']) };
        return { state: 'fails', resource, path, facts: { problem: 'volumes-from', ...facts } };
      }),
    ];
  });
}

function mountProblem(definition: TaskDefinition, container: Container, points: readonly Struct[], i: number) {
  const point = points[i]!;
  const [volume, at] = [point['SourceVolume'] ?? '', point['ContainerPath'] ?? ''];
  const names = { container: container.name, volume: textOf(volume), containerPath: textOf(at) };
  const declared = isDeclared(definition, volume);
  if (declared === false) return { problem: 'undeclared', ...names } as const;
  if (isUnknown(declared)) return declared;
  const twice = points.slice(0, i).some((other) => sameValue(other['ContainerPath'] ?? '', at));
  return twice ? ({ problem: 'path-twice', ...names } as const) : undefined;
}

/** Whether a task definition declares the volume that a value names. */
function isDeclared({ properties, volumes }: TaskDefinition, name: Value): boolean | Unknown {
  if (volumes.some((volume) => sameValue(volume['Name'] ?? '', name))) return true;
  const open = [name, ...volumes.map((volume) => volume['Name'])].find((one) => typeof one === 'object');
  if (open === undefined || open === null) return unreadItem(properties, 'Volumes') ?? false;
  return open instanceof Unknown ? open : new Unknown({ code: 'attribute', name: 'the name of a volume' }, '');
}

/** A service configures exactly what its task definition leaves to the launch. */
function launchConfigurations({ resource, properties, taskDefinition }: Service, model: Model): Outcome<Facts>[] {
  const definition = model.taskDefinitionOf(taskDefinition);
  const unread = unreadItem(properties, 'VolumeConfigurations');
  if (!definition || definition.isElsewhere || unread || unreadItem(definition.properties, 'Volumes')) return [];
  const configured = structsAt(properties, 'VolumeConfigurations').map((one) => stringAt(one, 'Name'));
  const atLaunch = definition.volumes.flatMap((volume) => {
    const launch = booleanAt(volume, 'ConfiguredAtLaunch') ?? false;
    return launch === false ? [] : [{ name: stringAt(volume, 'Name'), launch }];
  });
  const unknown = [...configured, ...atLaunch.flatMap(({ name, launch }) => [name, launch])].find(isUnknown);
  const path = ['VolumeConfigurations'];
  if (unknown) return [{ state: 'unknown', resource, path, unknowns: [unknown] }];
  const missing = atLaunch.filter(({ name }) => !configured.includes(name)).map(({ name }) => String(name));
  const extra = configured.filter((name) => !atLaunch.some((one) => one.name === name)).map(String);
  const fails = (problem: 'not-configured' | 'not-at-launch') => (volume: string) =>
    ({ problem, volume, taskDefinition: definition.resource.logicalId }) as const;
  const problems = [...missing.map(fails('not-configured')), ...extra.map(fails('not-at-launch'))];
  if (problems.length === 0) return atLaunch.length === 0 ? [] : [{ state: 'holds', resource, path }];
  return problems.map((facts) => ({ state: 'fails', resource, path, facts }));
}

const nameOf = (volume: Struct): string => textOf(volume['Name'] ?? '');

/** A name for a sentence. */
const textOf = (value: Value): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : 'whose name is known at deployment';
