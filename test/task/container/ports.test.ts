import { misuseOf } from '../../misuse';
import { define, defineContainer, plain, renderedContainer } from '../define';

const inMode = (networkMode: string, ports: Record<string, unknown>) => defineContainer({ ports }, { networkMode });

test('lets Docker pick the host port in bridge mode, so that several copies fit an instance', () => {
  expect(renderedContainer(inMode('bridge', { http: 80 }))['PortMappings']).toEqual([
    { Name: 'http', ContainerPort: 80, HostPort: 0, Protocol: 'tcp' },
  ]);
});

test('renders details, a fixed host port and a range', () => {
  const ports = {
    http: { containerPort: 80, hostPort: 8080, appProtocol: 'http2' },
    dns: { containerPort: 53, protocol: 'udp' },
    media: { range: [4000, 4010], protocol: 'udp' },
  };
  expect(renderedContainer(inMode('bridge', ports))['PortMappings']).toEqual([
    { Name: 'http', ContainerPort: 80, HostPort: 8080, Protocol: 'tcp', AppProtocol: 'http2' },
    { Name: 'dns', ContainerPort: 53, HostPort: 0, Protocol: 'udp' },
    { Name: 'media', ContainerPortRange: '4000-4010', Protocol: 'udp' },
  ]);
});

test('renders no host port in awsvpc mode, and no name in host mode, where nothing could use it', () => {
  expect(renderedContainer(inMode('awsvpc', { http: 80 }))['PortMappings']).toEqual([
    { Name: 'http', ContainerPort: 80, Protocol: 'tcp' },
  ]);
  expect(renderedContainer(inMode('host', { http: 80 }))['PortMappings']).toEqual([
    { ContainerPort: 80, Protocol: 'tcp' },
  ]);
});

test('finds a port by the names of its container and itself, in host mode too', () => {
  const task = inMode('host', { http: 80 });
  expect(task.findPort('app', 'http')).toMatchObject({ containerPort: 80, protocol: 'tcp' });
  expect(task.findPort('app', 'https')).toBeUndefined();
  expect(task.findPort('apps', 'http')).toBeUndefined();
});

test.each([
  ['none', 80],
  ['awsvpc', { containerPort: 80, hostPort: 80 }],
  ['host', { containerPort: 80, hostPort: 8080 }],
  ['host', { range: [80, 90] }],
  ['host', { containerPort: 80, appProtocol: 'http' }],
])('refuses in network mode %s the port %p', (networkMode, port) => {
  expect(misuseOf(() => inMode(networkMode, { http: port }))).toBe('NetworkModeUnsupported');
});

test('takes in host mode a host port that is the container port', () => {
  expect(misuseOf(() => inMode('host', { http: { containerPort: 80, hostPort: 80 } }))).toBeUndefined();
});

test.each([0, 65_536, 1.5, { containerPort: 80, hostPort: 70_000 }, { range: [80, 80] }, { range: [90, 80] }])(
  'refuses the port %p',
  (port) => {
    expect(misuseOf(() => inMode('bridge', { http: port }))).toBe('PortInvalid');
  },
);

test.each(['Http', '-http', 'http.1', '', 'a'.repeat(65)])("refuses the port name '%s'", (name) => {
  expect(misuseOf(() => inMode('bridge', { [name]: 80 }))).toBe('PortNameInvalid');
});

test('refuses one port name in two containers, because ECS finds a port by its name alone', () => {
  const containers = { app: { ...plain, ports: { http: 80 } }, other: { ...plain, ports: { http: 81 } } };
  expect(misuseOf(() => define({ containers }))).toBe('PortNameTaken');
  expect(misuseOf(() => define({ containers, networkMode: 'host' }))).toBeUndefined();
});

describe('conflicts', () => {
  const two = (networkMode: string, one: unknown, other: unknown) => () =>
    define({
      networkMode,
      containers: { app: { ...plain, ports: { a: one } }, other: { ...plain, ports: { b: other } } },
    });

  test.each(['awsvpc', 'host'])('refuses one port in two containers in %s mode, which share it', (networkMode) => {
    expect(misuseOf(two(networkMode, 80, 80))).toBe('PortConflict');
    expect(misuseOf(two(networkMode, 80, 81))).toBeUndefined();
    expect(misuseOf(two(networkMode, 80, { containerPort: 80, protocol: 'udp' }))).toBeUndefined();
  });

  test('takes one container port in two containers in bridge mode, which have networks of their own', () => {
    expect(misuseOf(two('bridge', 80, 80))).toBeUndefined();
  });

  test('refuses one fixed host port in two containers, and takes port 0 twice, which means any', () => {
    const fixed = (hostPort: number) => ({ containerPort: 80, hostPort });
    expect(misuseOf(two('bridge', fixed(8080), fixed(8080)))).toBe('PortConflict');
    expect(misuseOf(two('bridge', fixed(0), fixed(0)))).toBeUndefined();
  });

  test('refuses a port twice in one container, within a range too', () => {
    expect(misuseOf(() => inMode('bridge', { a: 80, b: 80 }))).toBe('PortConflict');
    expect(misuseOf(() => inMode('bridge', { a: 85, b: { range: [80, 90] } }))).toBe('PortConflict');
    expect(misuseOf(() => inMode('bridge', { a: 91, b: { range: [80, 90] } }))).toBeUndefined();
  });
});

test.each([22, 2375, 2376, 51_678, 51_679, 51_680])('refuses host port %p, which the instance holds itself', (port) => {
  expect(misuseOf(() => inMode('bridge', { http: { containerPort: 80, hostPort: port } }))).toBe('PortReserved');
  expect(misuseOf(() => inMode('host', { http: port }))).toBe('PortReserved');
  expect(misuseOf(() => inMode('awsvpc', { http: port }))).toBeUndefined();
});
