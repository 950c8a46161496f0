import { Token } from 'aws-cdk-lib';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type { Container } from '../container/container-props';
import { unknownName } from '../names';
import type { TaskDraft } from '../task-draft';
import type { TaskVolume } from './volume';

/** Where a volume appears in a container: an absolute path, writable unless the volume or the mount says otherwise. */
export type Mount = string | { readonly path: string; readonly readOnly?: boolean };

interface FullMount {
  readonly volume: string;
  readonly path: string;
  readonly readOnly: boolean;
}

function mountsOf(container: Container, volumes: Readonly<Record<string, TaskVolume>>): readonly FullMount[] {
  return Object.entries(container.mounts ?? {}).flatMap(([volume, mount]) => {
    if (mount === undefined) return [];
    const { path, readOnly } = typeof mount === 'string' ? { path: mount } : mount;
    return { volume, path, readOnly: readOnly ?? volumes[volume]?.readOnly ?? false };
  });
}

/** The mounts of a container as the L2 takes them. */
export const mountPoints = (container: Container, volumes: Readonly<Record<string, TaskVolume>>): ecs.MountPoint[] =>
  mountsOf(container, volumes).map(({ volume, path, readOnly }) => ({
    sourceVolume: volume,
    containerPath: path,
    readOnly,
  }));

/** Refuses mounts of unknown volumes, at paths that do not work, and EBS volumes that ECS would not attach. */
export function checkMounts(draft: TaskDraft): void {
  const names = Object.keys(draft.volumes);
  for (const name of names) {
    if (/^[\w-]{1,255}$/.test(name)) continue;
    draft.refuse('VolumeNameInvalid', `volume '${name}': use up to 255 letters, digits, hyphens and underscores`);
  }
  for (const [name, container] of Object.entries(draft.containers)) checkContainer(draft, name, container);
  const managed = names.filter((name) => draft.volumes[name]!.managed);
  if (managed.length > 1) {
    const fix = 'ECS attaches one EBS volume to a task, keep one';
    draft.refuse('ManagedVolumeTwice', `${managed.map((name) => `'${name}'`).join(' and ')} are EBS volumes; ${fix}`);
  }
  const [volume] = managed;
  const mounted = Object.values(draft.containers).some(({ mounts }) => volume !== undefined && mounts?.[volume]);
  if (volume === undefined || mounted) return;
  draft.refuse(
    'ManagedVolumeUnmounted',
    `no container mounts the EBS volume '${volume}', as ECS requires; mount it or remove it`,
  );
}

function checkContainer(draft: TaskDraft, name: string, container: Container): void {
  const names = Object.keys(draft.volumes);
  const taken = new Map<string, string>();
  for (const { volume, path, readOnly } of mountsOf(container, draft.volumes)) {
    if (!names.includes(volume)) {
      draft.refuse('VolumeUnknown', unknownName(`container '${name}' mounts a volume that`, volume, names));
    }
    const refuse = (what: string) => draft.refuse('MountInvalid', `container '${name}', volume '${volume}': ${what}`);
    if (Token.isUnresolved(path)) continue;
    if (!path.startsWith('/')) refuse(`path '${path}' is not absolute; begin it with /`);
    if (taken.has(path)) refuse(`path '${path}' already holds volume '${taken.get(path)}'; change one`);
    taken.set(path, volume);
    if (!readOnly && draft.volumes[volume]!.readOnly) refuse('the volume is read-only; leave readOnly: false out');
  }
}
