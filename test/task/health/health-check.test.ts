import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duration } from 'aws-cdk-lib';
import { commandHealth, type HttpTool, httpHealth } from '../../../lib/task';
import { misuseOf } from '../../misuse';
import { defineContainer, renderedContainer } from '../define';

const startup = Duration.seconds(30);
const checkOf = (healthCheck: unknown) =>
  renderedContainer(defineContainer({ ports: { http: 8080 }, healthCheck }))['HealthCheck']!;

test('finds a dead container in half a minute by default', () => {
  const { Interval, Timeout, Retries, StartPeriod } = checkOf(httpHealth({ port: 'http', startup }));
  expect([Interval, Timeout, Retries, StartPeriod]).toEqual([10, 5, 3, 30]);
});

test('takes a timing that is stated, and the default for one stated as undefined', () => {
  const check = commandHealth(['true'], { startup, interval: Duration.seconds(60), timeout: undefined, retries: 5 });
  expect(checkOf(check)).toMatchObject({ Interval: 60, Timeout: 5, Retries: 5 });
});

test.each<[HttpTool, string, string]>([
  ['curl', 'CMD', 'curl'],
  ['wget', 'CMD', 'wget'],
  ['node', 'CMD', 'node'],
  ['python', 'CMD', 'python3'],
])('asks by %s without a shell', (tool, first, program) => {
  const command = checkOf(httpHealth({ port: 'http', path: '/up', tool, startup }))['Command']!;
  expect(command.slice(0, 2)).toEqual([first, program]);
  expect(command.join(' ')).toContain('http://127.0.0.1:8080/up');
});

test('asks by the first program that the image has, unless told', () => {
  const [shell, script] = checkOf(httpHealth({ port: 'http', path: "/it's?a=1&b=2", host: '[::1]', startup }))[
    'Command'
  ]!;
  expect(shell).toBe('CMD-SHELL');
  expect(`${script}`.match(/command -v \w+/g)).toEqual(
    ['curl', 'wget', 'node', 'python3'].map((name) => `command -v ${name}`),
  );
  expect(script).toContain(String.raw`'http://[::1]:8080/it'\''s?a=1&b=2'`);
});

describe('run for real', () => {
  const bin = mkdtempSync(join(tmpdir(), 'image-'));
  const server = createServer(({ url }, response) => response.writeHead(url === '/up' ? 200 : 500).end());
  beforeAll(async () => {
    symlinkSync(process.execPath, join(bin, 'node'));
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  });
  afterAll(() => {
    server.close();
    rmSync(bin, { recursive: true });
  });

  /** The exit code of the check in an image whose only program is Node.js. */
  function exitCode(path: string, tool: HttpTool): Promise<number> {
    const { port } = server.address() as AddressInfo;
    const [how, ...words] = httpHealth({ port: 'http', path, tool, startup }).command(port);
    const [program, ...rest] =
      how === 'CMD-SHELL' ? ['/bin/sh', '-c', ...words] : [join(bin, words[0]!), ...words.slice(1)];
    return new Promise((done) => {
      execFile(program!, rest, { env: { PATH: bin } }, (error) => done(error ? Number(error.code) : 0));
    });
  }

  test.each<HttpTool>(['auto', 'node'])(
    '%s ends with 0 for an answer below 400 and with 1 for another',
    async (tool) => {
      expect([await exitCode('/up', tool), await exitCode('/down', tool)]).toEqual([0, 1]);
    },
  );
});

test('refuses a path that does not begin with a slash', () => {
  expect(misuseOf(() => httpHealth({ port: 'http', path: 'health', startup }))).toBe('HealthCheckInvalid');
});

test('runs a command with or without a shell', () => {
  expect(checkOf(commandHealth(['/app/check', '--fast'], { startup }))['Command']).toEqual([
    'CMD',
    '/app/check',
    '--fast',
  ]);
  expect(checkOf(commandHealth('test -f /ready', { startup }))['Command']).toEqual(['CMD-SHELL', 'test -f /ready']);
});

test.each([
  { startup: Duration.seconds(301) },
  { startup, interval: Duration.seconds(4) },
  { startup, interval: Duration.seconds(301) },
  { startup, timeout: Duration.seconds(1) },
  { startup, timeout: Duration.seconds(61), interval: Duration.seconds(120) },
  { startup, timeout: Duration.seconds(11) },
  { startup, interval: Duration.millis(10_500) },
  { startup, retries: 0 },
  { startup, retries: 11 },
])('refuses a timing that ECS does not take', (timing) => {
  expect(misuseOf(() => checkOf(commandHealth(['true'], timing)))).toBe('HealthCheckInvalid');
});

test.each([[[]], [['']], ['']])('refuses %j, which runs nothing', (command) => {
  expect(misuseOf(() => checkOf(commandHealth(command, { startup })))).toBe('HealthCheckInvalid');
});

test('refuses a port that the container does not have', () => {
  expect(misuseOf(() => checkOf(httpHealth({ port: 'htp', startup })))).toBe('PortUnknown');
});
