import { CfnParameter, Size, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { EbsDeviceVolumeType, Vpc } from 'aws-cdk-lib/aws-ec2';
import * as efs from 'aws-cdk-lib/aws-efs';
import {
  dockerVolume,
  type EfsVolumeOptions,
  ebsVolume,
  efsVolume,
  ephemeralVolume,
  hostPath,
} from '../../../lib/task';
import { misuseOf } from '../../misuse';
import { testApp, testStack } from '../../synth';
import { define, plain, rendered, renderedContainer, statements } from '../define';

const mounting = (volume: unknown, mount: unknown = '/data', stack?: Stack) =>
  define({ volumes: { data: volume }, containers: { app: { ...plain, mounts: { data: mount } } } }, stack);
const volumeOf = (volume: unknown) => rendered(mounting(volume))['Volumes']![0];

test.each([
  [hostPath('/var/data'), { Host: { SourcePath: '/var/data' } }],
  [ephemeralVolume(), { Host: {} }],
  [dockerVolume(), { DockerVolumeConfiguration: { Driver: 'local', Scope: 'task' } }],
  [
    dockerVolume({ scope: 'shared', driver: 'rexray/ebs', driverOptions: { size: '5' }, labels: { team: 'shop' } }),
    {
      DockerVolumeConfiguration: {
        Autoprovision: true,
        Driver: 'rexray/ebs',
        DriverOpts: { size: '5' },
        Labels: { team: 'shop' },
        Scope: 'shared',
      },
    },
  ],
  [
    dockerVolume({ scope: 'shared', autoprovision: false }),
    { DockerVolumeConfiguration: { Autoprovision: false, Driver: 'local', Scope: 'shared' } },
  ],
  [ebsVolume({ size: Size.gibibytes(10) }), { ConfiguredAtLaunch: true }],
])('renders %j', (volume, expected) => {
  expect(volumeOf(volume)).toEqual({ Name: 'data', ...expected });
});

describe('EBS volumes', () => {
  test('are encrypted and of type gp3 unless stated, and wait for whoever runs the task', () => {
    const size = Size.gibibytes(10);
    const managedVolumes = { data: { size, encrypted: true, volumeType: EbsDeviceVolumeType.GP3 } };
    expect(mounting(ebsVolume({ size })).managedVolumes).toEqual(managedVolumes);
    const stated = { size, encrypted: false, volumeType: EbsDeviceVolumeType.IO2, iops: 3000 };
    expect(mounting(ebsVolume(stated)).managedVolumes).toEqual({ data: stated });
    expect(mounting(ephemeralVolume()).managedVolumes).toEqual({});
  });

  test('are one in a task, and mounted', () => {
    const volume = ebsVolume({ size: Size.gibibytes(10) });
    expect(misuseOf(() => define({ volumes: { a: volume, b: volume } }))).toBe('ManagedVolumeTwice');
    expect(misuseOf(() => define({ volumes: { a: volume } }))).toBe('ManagedVolumeUnmounted');
    expect(misuseOf(() => define({ volumes: { a: ephemeralVolume() } }))).toBeUndefined();
  });
});

describe('EFS volumes', () => {
  function fileSystemIn(stack: Stack) {
    const fileSystem = new efs.FileSystem(stack, 'Files', { vpc: new Vpc(stack, 'Vpc', { maxAzs: 1 }) });
    return { stack, fileSystem, accessPoint: fileSystem.addAccessPoint('Uploads') };
  }

  test('are encrypted in transit and entered with the task role', () => {
    const { stack, fileSystem, accessPoint } = fileSystemIn(testStack());
    const task = mounting(efsVolume(fileSystem, { accessPoint }), '/data', stack);
    expect(rendered(task)['Volumes']![0]!['EFSVolumeConfiguration']).toEqual({
      FilesystemId: { Ref: 'Files8E6940B8' },
      TransitEncryption: 'ENABLED',
      AuthorizationConfig: { AccessPointId: { Ref: 'FilesUploads4BF93D6F' }, IAM: 'ENABLED' },
    });
    expect(task.fileSystems).toEqual([fileSystem]);
  });

  const granted = (options: EfsVolumeOptions) => {
    const { stack, fileSystem } = fileSystemIn(testStack());
    mounting(efsVolume(fileSystem, options), '/data', stack);
    return statements(stack).find(({ Action }) => JSON.stringify(Action).includes('elasticfilesystem'));
  };

  test.each([
    [{}, ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite']],
    [{ readOnly: true }, 'elasticfilesystem:ClientMount'],
    [
      { rootAccess: true },
      ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientRootAccess', 'elasticfilesystem:ClientWrite'],
    ],
  ])('grant the task role, with %j, exactly %j', (options, actions) => {
    expect(granted(options)!['Action']).toEqual(actions);
  });

  test('grant nothing when the task does not identify itself', () => {
    expect(granted({ iam: false })).toBeUndefined();
  });

  test('grant entry through the access point only, where there is one', () => {
    const { stack, fileSystem, accessPoint } = fileSystemIn(testStack());
    mounting(efsVolume(fileSystem, { accessPoint }), '/data', stack);
    const statement = statements(stack).find(({ Action }) => JSON.stringify(Action).includes('elasticfilesystem'))!;
    expect(Object.keys(statement['Condition']!['StringEquals']!)).toEqual(['elasticfilesystem:AccessPointArn']);
  });

  test('do not make the stack of the file system need the one of the task definition', () => {
    const app = testApp();
    const { fileSystem } = fileSystemIn(new Stack(app, 'Data'));
    mounting(efsVolume(fileSystem), '/data', new Stack(app, 'Shop'));
    expect(JSON.stringify(Template.fromStack(fileSystem.stack).toJSON())).not.toContain('Shop');
  });

  test('are read-only in the container when the task may only read', () => {
    const { stack, fileSystem } = fileSystemIn(testStack());
    const readOnly = efsVolume(fileSystem, { readOnly: true });
    expect(renderedContainer(mounting(readOnly, '/data', stack))['MountPoints']![0]).toMatchObject({ ReadOnly: true });
    const writable = () => mounting(readOnly, { path: '/data', readOnly: false }, fileSystemIn(testStack()).stack);
    expect(misuseOf(writable)).toBe('MountInvalid');
  });

  test('have an access point or a directory, not both', () => {
    const { fileSystem, accessPoint } = fileSystemIn(testStack());
    const both = { accessPoint, rootDirectory: '/a' } as unknown as { rootDirectory: string };
    expect(misuseOf(() => efsVolume(fileSystem, both))).toBe('EfsVolumeInvalid');
    expect(misuseOf(() => efsVolume(fileSystem, { rootDirectory: '/a' }))).toBeUndefined();
  });
});

describe('mounts', () => {
  test('render writable or read-only', () => {
    const mountOf = (mount: unknown) => renderedContainer(mounting(hostPath('/d'), mount))['MountPoints']![0];
    expect(mountOf('/data')).toEqual({ SourceVolume: 'data', ContainerPath: '/data', ReadOnly: false });
    expect(mountOf({ path: '/data', readOnly: true })).toMatchObject({ ReadOnly: true });
    expect(mountOf({ path: '/data' })).toMatchObject({ ReadOnly: false });
  });

  test('name volumes that exist', () => {
    const containers = { app: { ...plain, mounts: { uplods: '/data' } } };
    const misspelt = () => define({ volumes: { uploads: ephemeralVolume() }, containers });
    expect(misuseOf(misspelt)).toBe('VolumeUnknown');
    expect(misspelt).toThrow("did you mean 'uploads'?");
  });

  test('have absolute paths, each once in a container', () => {
    expect(misuseOf(() => mounting(hostPath('/d'), 'data'))).toBe('MountInvalid');
    const volumes = { a: hostPath('/a'), b: hostPath('/b') };
    const containers = { app: { ...plain, mounts: { a: '/x', b: '/x' } } };
    expect(misuseOf(() => define({ volumes, containers }))).toBe('MountInvalid');
  });

  test('come from an absolute path of the instance, since Docker takes another for the name of a volume', () => {
    const path = new CfnParameter(testStack(), 'Path').valueAsString;
    expect(misuseOf(() => hostPath('var/data'))).toBe('MountInvalid');
    expect(misuseOf(() => hostPath(path))).toBeUndefined();
  });

  test('have a path left alone that is known only at deployment', () => {
    const stack = testStack();
    const path = new CfnParameter(stack, 'Path').valueAsString;
    expect(misuseOf(() => mounting(hostPath('/d'), path, stack))).toBeUndefined();
  });
});

test("refuses a volume's name that ECS does not take", () => {
  expect(misuseOf(() => define({ volumes: { 'a b': ephemeralVolume() } }))).toBe('VolumeNameInvalid');
});
