import { isUnknown, type Known, knownStructAt, type Model, type Resource, type Struct, stringAt } from '../../template';

/** What of a volume's configuration ECS refuses, whatever the file system. */
export type EfsConfigurationProblem =
  | 'iam-without-tls'
  | 'access-point-without-tls'
  | 'root-with-access-point'
  | 'foreign-access-point';

/** An EFS volume of a task definition. */
export interface EfsVolume {
  readonly name: string;
  readonly configuration: Struct;
  /** The file system, when the templates hold it. */
  readonly fileSystem?: Resource;
  readonly path: readonly (string | number)[];
}

/** The EFS volumes among those of a task definition. */
export const efsVolumes = (volumes: readonly Struct[], model: Model): readonly EfsVolume[] =>
  volumes.flatMap((volume, i) => {
    const configuration = knownStructAt(volume, 'EFSVolumeConfiguration');
    const name = stringAt(volume, 'Name');
    if (!configuration) return [];
    const resource = model.set.resourceOf(configuration['FilesystemId'] ?? configuration['FileSystemId']);
    return [
      {
        name: typeof name === 'string' ? name : `Volumes[${i}]`,
        configuration,
        fileSystem: resource?.type === 'AWS::EFS::FileSystem' ? resource : undefined,
        path: ['Volumes', i, 'EFSVolumeConfiguration'],
      },
    ];
  });

/** Judges a configuration by itself. */
export function configurationProblem(
  { configuration, fileSystem }: EfsVolume,
  model: Model,
): Known<EfsConfigurationProblem> | undefined {
  const authorization = knownStructAt(configuration, 'AuthorizationConfig') ?? {};
  const encryption = stringAt(configuration, 'TransitEncryption') ?? 'DISABLED';
  const iam = stringAt(authorization, 'IAM') ?? 'DISABLED';
  const accessPoint = authorization['AccessPointId'];
  const root = stringAt(configuration, 'RootDirectory') ?? '/';
  const unknown = [encryption, iam, ...(accessPoint === undefined ? [] : [root])].find(isUnknown);
  const plain = !isUnknown(encryption) && encryption !== 'ENABLED';
  if (plain && iam === 'ENABLED') return 'iam-without-tls';
  if (plain && accessPoint !== undefined && !isUnknown(accessPoint)) return 'access-point-without-tls';
  if (accessPoint !== undefined && !isUnknown(root) && root !== '/' && root !== '') return 'root-with-access-point';
  const point = model.set.resourceOf(accessPoint);
  const of = point && model.set.resourceOf(point.properties['FileSystemId']);
  if (of && fileSystem && of !== fileSystem) return 'foreign-access-point';
  return unknown;
}
