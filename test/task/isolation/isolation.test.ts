import { misuseOf } from '../../misuse';
import { defineContainer, renderedContainer } from '../define';

const linuxOf = (linux: Record<string, unknown>, props = {}) =>
  renderedContainer(defineContainer(linux, props))['LinuxParameters']!;

describe('init process', () => {
  test('runs by default, so that SIGTERM reaches an application behind a shell', () => {
    expect(linuxOf({})['InitProcessEnabled']).toBe(true);
  });

  test('does not run where shared processes would keep it from being the first', () => {
    expect(linuxOf({}, { pidMode: 'task' })['InitProcessEnabled']).toBe(false);
    expect(linuxOf({}, { pidMode: 'host' })['InitProcessEnabled']).toBe(false);
  });

  test('does as it is told', () => {
    expect(linuxOf({ linux: { initProcess: false } })['InitProcessEnabled']).toBe(false);
  });
});

test('renders what the kernel is asked for', () => {
  const linux = {
    addCapabilities: ['NET_ADMIN'],
    dropCapabilities: ['ALL'],
    devices: [{ hostPath: '/dev/fuse' }, { hostPath: '/dev/a', containerPath: '/dev/b', permissions: ['read'] }],
    tmpfs: { '/tmp': { sizeMiB: 64, mountOptions: ['noexec'] } },
    sharedMemoryMiB: 128,
    maxSwapMiB: 0,
  };
  expect(linuxOf({ linux })).toEqual({
    Capabilities: { Add: ['NET_ADMIN'], Drop: ['ALL'] },
    Devices: [
      { HostPath: '/dev/fuse', ContainerPath: '/dev/fuse' },
      { HostPath: '/dev/a', ContainerPath: '/dev/b', Permissions: ['read'] },
    ],
    InitProcessEnabled: true,
    MaxSwap: 0,
    SharedMemorySize: 128,
    Tmpfs: [{ ContainerPath: '/tmp', Size: 64, MountOptions: ['noexec'] }],
  });
});

test('gives Neuron devices as AWS documents, with locked memory', () => {
  const { Devices, Capabilities } = linuxOf({ neuronDevices: [0, 1], linux: { addCapabilities: ['IPC_LOCK'] } });
  expect(Devices).toEqual([
    { HostPath: '/dev/neuron0', ContainerPath: '/dev/neuron0', Permissions: ['read', 'write'] },
    { HostPath: '/dev/neuron1', ContainerPath: '/dev/neuron1', Permissions: ['read', 'write'] },
  ]);
  expect(Capabilities).toEqual({ Add: ['IPC_LOCK'] });
});

test.each([
  { linux: { sharedMemoryMiB: 0 } },
  { linux: { maxSwapMiB: -1 } },
  { linux: { tmpfs: { '/tmp': { sizeMiB: 0.5 } } } },
  { neuronDevices: [-1] },
])('refuses %j', (container) => {
  expect(misuseOf(() => defineContainer(container))).toBe('LinuxParameterInvalid');
});

test('renders limits, labels, kernel parameters and names', () => {
  const container = renderedContainer(
    defineContainer({
      ulimits: { nofile: 65_536, nproc: { soft: 10, hard: 20 } },
      labels: { team: 'shop' },
      systemControls: { 'net.core.somaxconn': '1024' },
      securityOptions: ['no-new-privileges'],
      readonlyRootFilesystem: true,
      privileged: true,
      hostname: 'web',
      extraHosts: { db: '10.0.0.1' },
      dnsServers: ['10.0.0.2'],
      dnsSearchDomains: ['shop.internal'],
    }),
  );
  expect(container).toMatchObject({
    Ulimits: [
      { Name: 'nofile', SoftLimit: 65_536, HardLimit: 65_536 },
      { Name: 'nproc', SoftLimit: 10, HardLimit: 20 },
    ],
    DockerLabels: { team: 'shop' },
    SystemControls: [{ Namespace: 'net.core.somaxconn', Value: '1024' }],
    DockerSecurityOptions: ['no-new-privileges'],
    ReadonlyRootFilesystem: true,
    Privileged: true,
    Hostname: 'web',
    ExtraHosts: [{ Hostname: 'db', IpAddress: '10.0.0.1' }],
    DnsServers: ['10.0.0.2'],
    DnsSearchDomains: ['shop.internal'],
  });
});

test('refuses a soft limit above its hard limit', () => {
  expect(misuseOf(() => defineContainer({ ulimits: { nofile: { soft: 2, hard: 1 } } }))).toBe('UlimitInvalid');
  expect(misuseOf(() => defineContainer({ ulimits: { nofile: { soft: 1, hard: 1 } } }))).toBeUndefined();
});

test.each([{ hostname: 'web' }, { extraHosts: { db: '10.0.0.1' } }])('refuses %j in awsvpc mode', (container) => {
  expect(misuseOf(() => defineContainer(container, { networkMode: 'awsvpc' }))).toBe('NetworkModeUnsupported');
  expect(misuseOf(() => defineContainer(container, { networkMode: 'host' }))).toBeUndefined();
});

test.each([
  ['net.core.somaxconn', { networkMode: 'host' }],
  ['kernel.shmmax', { ipcMode: 'host' }],
  ['fs.mqueue.msg_max', { ipcMode: 'host' }],
])('refuses %s where it would be set on the instance: %j', (control, props) => {
  const systemControls = { [control]: '1' };
  expect(misuseOf(() => defineContainer({ systemControls }, props))).toBe('SystemControlUnsupported');
  expect(misuseOf(() => defineContainer({ systemControls }))).toBeUndefined();
});
