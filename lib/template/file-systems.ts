import { isUnknown, listAt } from './known';
import type { Resource } from './stack/resource';
import type { TemplateSet } from './stack/template-set';
import { textParts } from './value/text';
import { Reference, type Value } from './value/value';

/** An EFS file system in the templates, with what they attach to it. */
export interface FileSystem {
  readonly resource: Resource;
  readonly mountTargets: readonly Resource[];
  /** Whether another stack may add mount targets: it is among the outputs of its own. */
  readonly isShared: boolean;
}

/** Every file system, by resource. */
export function fileSystemsOf(set: TemplateSet): ReadonlyMap<Resource, FileSystem> {
  const targets = new Map<Resource, Resource[]>();
  for (const target of set.resources('AWS::EFS::MountTarget')) {
    const fileSystem = set.resourceOf(target.properties['FileSystemId']);
    if (fileSystem) targets.set(fileSystem, [...(targets.get(fileSystem) ?? []), target]);
  }
  return new Map(
    set
      .resources('AWS::EFS::FileSystem')
      .map((resource) => [
        resource,
        { resource, mountTargets: targets.get(resource) ?? [], isShared: isOutput(resource) },
      ]),
  );
}

function isOutput({ stack, logicalId }: Resource): boolean {
  return stack.outputs.some((output) =>
    (textParts(stack.output(output) ?? '') ?? []).some(
      (part) => part instanceof Reference && part.stack === stack.stack && part.logicalId === logicalId,
    ),
  );
}

/** The security groups of a mount target; undefined when they are not known, or are the default of its VPC. */
export function groupsOfMountTarget({ properties }: Resource): readonly Value[] | undefined {
  const groups = listAt(properties, 'SecurityGroups');
  return isUnknown(groups) ? undefined : groups;
}
