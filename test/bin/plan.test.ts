import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { outputFile } from '../../bin/output-file';
import { fleetTemplate, managed, serviceTemplate } from '../plan/fleet-template';
import { run } from './run';

const cwd = mkdtempSync(join(tmpdir(), 'stowage-plan-'));
afterAll(() => rmSync(cwd, { recursive: true }));

writeFileSync(join(cwd, 'shop.yaml'), fleetTemplate({ rest: serviceTemplate('Web', 1024, 1024, managed(3)) }));
const path = join(cwd, 'shop.yaml');
const left = () => readdirSync(cwd).filter((name) => name.endsWith('.tmp'));

test('prints the plan, then the findings', () => {
  const { out, code } = run(['plan', path]);
  expect(out.indexOf('CLUSTER Cluster')).toBe(0);
  expect(out.indexOf('\nFound ')).toBeGreaterThan(out.indexOf('At the desired counts: 3 tasks on 2 instances'));
  expect(code).toBe(0);
});

test('takes parameters and assumptions as check does', () => {
  const { out } = run(['plan', path, '--assume', 'memory-overhead=4', '--assume', 'trunking=on']);
  expect(out).toContain('4 percent less memory');
  expect(out).not.toContain('ENI trunking');
});

test('ends with 1 when an error is found', () => {
  const file = join(cwd, 'big.yaml');
  writeFileSync(file, fleetTemplate({ rest: serviceTemplate('Web', 8192, 1024, managed(1)) }));
  expect(run(['plan', file]).code).toBe(1);
});

test('writes JSON to a file, in place of what was there', () => {
  const output = join(cwd, 'plan.json');
  writeFileSync(output, 'before');
  const { out, code } = run(['plan', path, '--format', 'json', '--output', 'plan.json'], { cwd });
  expect([out, code]).toEqual(['', 0]);
  expect(JSON.parse(readFileSync(output, 'utf8')).clusters).toHaveLength(1);
  expect(left()).toEqual([]);
});

test.each(['nowhere/plan.json', '.', 'shop.yaml/plan.json'])(
  'an output that cannot be written, %s, is told first',
  (output) => {
    const { err, code } = run(['plan', 'not-there.yaml', '--output', output], { cwd });
    expect(code).toBe(2);
    expect(err).toMatch(/^stowage: --output .*; .*\n$/);
    expect(err).not.toContain('not-there');
  },
);

test('input that cannot be read leaves the file as it was', () => {
  writeFileSync(join(cwd, 'kept.json'), 'before');
  expect(run(['plan', 'not-there.yaml', '--output', 'kept.json'], { cwd }).code).toBe(2);
  expect(readFileSync(join(cwd, 'kept.json'), 'utf8')).toBe('before');
  expect(left()).toEqual([]);
});

test('a link to a file stays a link', () => {
  mkdirSync(join(cwd, 'real'));
  writeFileSync(join(cwd, 'real', 'plan'), 'before');
  symlinkSync(join('real', 'plan'), join(cwd, 'link'));
  outputFile('link', cwd).write('after');
  expect(readFileSync(join(cwd, 'real', 'plan'), 'utf8')).toBe('after');
});
