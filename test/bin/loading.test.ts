import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fleetTemplate, managed, serviceTemplate } from '../plan/fleet-template';
import type { Loaded } from './load-each';

// The clients of the SDK take longer to load than all else together.

const folder = mkdtempSync(join(tmpdir(), 'stowage-loading-'));
const template = join(folder, 'shop.yaml');
writeFileSync(template, fleetTemplate({ rest: serviceTemplate('Web', 700, 1500, managed(1)) }));
afterAll(() => rmSync(folder, { recursive: true }));

const shop = ['--cluster', 'Shop'];

/** Command lines, how each ends, and the services that it calls where there is little. */
const ROWS: readonly (readonly [line: readonly string[], code: number, ...called: readonly string[]])[] = [
  [['check', template], 0],
  [['plan', template], 0],
  [['simulate', template], 0],
  [['size', template, '--family', 'm5'], 0],
  [['explain'], 0],
  [['watch', 'Web', ...shop, '--timeout', '1'], 2, 'ecs'],
  [['diagnose', 'Shop'], 2, 'application-autoscaling', 'ecs'],
  [['drain', 'i-1', ...shop, '--yes'], 2, 'ecs'],
  [['teardown', 'Shop', '--yes'], 2, 'cloudformation'],
  [['audit-images'], 0, 'ecr', 'ecs'],
  [['run-task', 'web', ...shop, '--timeout', '1'], 125, 'ecs'],
  [['run-task', '--stack', 'Shop', '--task', 'Web', '--timeout', '1'], 126, 'cloudformation'],
  [['preflight', template, '--region', 'eu-west-1'], 0, 'ec2', 'iam', 'servicequotas'],
];

/** The packages of services, where they are not called as in signatures. */
const PACKAGES: Readonly<Record<string, string>> = {
  'application-autoscaling': 'application-auto-scaling',
  servicequotas: 'service-quotas',
};

const loaded: readonly Loaded[] = JSON.parse(
  execFileSync(
    process.execPath,
    ['--import', 'tsx', join(__dirname, 'load-each.ts'), JSON.stringify(ROWS.map(([line]) => line))],
    { encoding: 'utf8', env: { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' } },
  ),
);

test.each(ROWS.map((row, index) => [row[0], row, loaded[index]!] as const))(
  '%p loads the clients of the services that it calls',
  (_line, [, code, ...called], seen) => {
    expect(seen).toEqual({
      ...{ code, called, operations: called.length > 0 },
      clients: called.map((service) => PACKAGES[service] ?? service),
    });
  },
);
