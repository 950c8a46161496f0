import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Ajv from 'ajv';
import schema from '../../schema/size-v1.json';
import { fleetTemplate, managed, scalableTarget, serviceTemplate } from '../plan/fleet-template';
import { run } from './run';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stowage-size-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function sized(template: string, ...args: string[]) {
  writeFileSync(join(folder, 'template.yaml'), template);
  return run(['size', join(folder, 'template.yaml'), ...args]);
}

const WEB = serviceTemplate('Web', 700, 1500, managed(4)) + scalableTarget('Web', 4, 9);

test('a table for each count, the cheapest row first after what is there now', () => {
  const { code, out, err } = sized(fleetTemplate({ rest: WEB }), '--family', 'm5,c5');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain('At the desired counts');
  expect(out).toContain('At the scaling maxima');
  expect(out).toMatch(/× m5\.\w+ .*cheapest|× c5\.\w+ .*cheapest/);
});

test('as JSON, with every demand in it', () => {
  const { code, out } = sized(
    fleetTemplate({ rest: WEB }),
    ...['--format', 'json', '--at', 'desired', '--headroom', '25%', '--survive-zone', '--no-rollout'],
  );
  expect(code).toBe(0);
  const json = JSON.parse(out);
  const validate = new Ajv().compile(schema);
  expect([validate(json), validate.errors]).toEqual([true, null]);
  const { version, demands, clusters } = json;
  expect(version).toBe(1);
  expect(demands).toEqual({ headroomPercent: 25, survivesZone: true, rollout: false });
  const [{ at, groups }] = clusters;
  expect(at).toBe('desired');
  expect(groups[0].rows[0].freePercent).toBeGreaterThanOrEqual(25);
});

test.each([
  [['--family', 'm7h'], /m7g/],
  [['--arch', 'arm46'], /arm64/],
  [['--purchase', 'spots'], /spot/],
  [['--at', 'peak'], /known are desired, maximum/],
  [['--headroom', '95'], /from 0 to 90/],
  [['--zones', '0'], /from 1 to 6/],
  [['--zones', '1', '--survive-zone'], /--zones 2/],
  [['--service', 'Wep'], /Web/],
])('%s is bad usage, with what was probably meant', (args, expected) => {
  const { code, out, err } = sized(fleetTemplate({ rest: WEB }), ...args);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toMatch(expected);
});

test('1 when nothing in the catalogue holds a service, with the reasons', () => {
  const huge = serviceTemplate('Huge', 64, 900_000_000, managed(1));
  const { code, out } = sized(fleetTemplate({ rest: huge }));
  expect(code).toBe(1);
  expect(out).toMatch(/Nothing of the \d+ types holds Huge; .*memory \(needs 900000000 MiB/);
});

test('2 when what a service takes is not known, and how to say it', () => {
  const open = serviceTemplate('Open', 64, 100, managed(1)).replace('Memory: 100', 'Memory: !Ref Open');
  const { code, out } = sized(fleetTemplate({ rest: WEB + open }));
  expect(code).toBe(2);
  expect(out).toContain('give --parameter Open=VALUE');
  expect(out).toContain('cheapest');
  expect(sized(fleetTemplate({ rest: WEB + open }), '--service', 'Web').code).toBe(0);
});

test('services without a known cluster are sized for a new group', () => {
  const services = `Parameters: {Cluster: {Type: String}}
Resources:
${serviceTemplate('Web', 700, 1500, 'DesiredCount: 4')}`;
  const { code, out } = sized(services, '--family', 'm5');
  expect(code).toBe(0);
  expect(out).toContain('A new group (on-demand, 3 zones): 4 × Web');
  expect(out).toContain('to which group it goes is not known');
  expect(out).toMatch(/a new group of m5\.\w+, a desired size of \d/);
});

test('progress goes to stderr, where it may be shown', () => {
  writeFileSync(join(folder, 'template.yaml'), fleetTemplate({ rest: WEB }));
  const { err } = run(['size', join(folder, 'template.yaml'), '--family', 'm5'], { showsProgress: true });
  expect(err).toContain('sizing Cluster (Group, desired) …');
  expect(err.endsWith('\r\u001b[K')).toBe(true);
});

test('spot is compared without a discount', () => {
  const { out } = sized(fleetTemplate({ rest: WEB, spot: true }), '--at', 'desired');
  expect(out).toContain('(spot, 2 zones)');
  expect(out).toContain('no discount is made up');
});
