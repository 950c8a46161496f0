import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Ajv from 'ajv';
import { outputFile } from '../../bin/output-file';
import schema from '../../schema/check-v1.json';
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

describe('--baseline', () => {
  const other = join(cwd, 'other.yaml');
  writeFileSync(other, fleetTemplate({ rest: serviceTemplate('Web', 1024, 1024, managed(5)) }));

  test('compares with a template, and with an earlier plan, alike', () => {
    run(['plan', path, '--format', 'json', '--output', 'earlier.json'], { cwd });
    const against = (baseline: string) =>
      run(['plan', other, '--format', 'markdown', '--baseline', join(cwd, baseline)], { cwd });
    expect(against('shop.yaml').out).toContain('desired count 3 → 5');
    expect(against('earlier.json').out).toBe(against('shop.yaml').out);
  });

  test('the comparison stands before the plan, and beside it in JSON', () => {
    expect(run(['plan', other, '--baseline', path]).out).toMatch(/^COMPARED with [\s\S]*\nCLUSTER Cluster\n/);
    const printed = JSON.parse(run(['plan', other, '--baseline', path, '--format', 'json']).out);
    const isValid = new Ajv({ strict: true, allowUnionTypes: true }).compile(schema);
    expect(isValid(printed) ? [] : isValid.errors).toEqual([]);
    expect(printed.comparison).toHaveLength(1);
  });

  test('a parameter that only the newer template has', () => {
    const newer = join(cwd, 'newer.yaml');
    writeFileSync(
      newer,
      `Parameters: {Count: {Type: Number}}\n${readFileSync(other, 'utf8')
        .replace('Parameters:\n', '')
        .replace(/^ {2}(Ami|Open):.*\n/gm, '')
        .replace('!Ref Ami', 'ami-1')
        .replace('DesiredCount: 5', 'DesiredCount: !Ref Count')}`,
    );
    const { err } = run(['plan', newer, '--baseline', path, '--parameter', 'Count=6']);
    expect(err).toBe('');
  });

  test.each([
    ['not-there.json', /not-there/],
    ['check.json', /holds no clusters/],
    ['version.json', /version 1/],
    ['broken.json', /broken.json:1:\d+/],
  ])('%s is refused in one line', (name, told) => {
    writeFileSync(join(cwd, 'check.json'), run(['check', path, '--format', 'json']).out);
    writeFileSync(join(cwd, 'version.json'), '{"version": 2, "clusters": []}');
    writeFileSync(join(cwd, 'broken.json'), '{"version": ');
    const { err, out, code } = run(['plan', other, '--baseline', join(cwd, name)], { cwd });
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(told);
    expect(err.trimEnd()).not.toContain('\n');
  });

  test('markdown says what is different, and so needs a baseline', () => {
    expect(run(['plan', path, '--format', 'markdown'])).toMatchObject({ code: 2, out: '' });
  });
});

describe('--html', () => {
  test('writes the page besides what is printed', () => {
    const { out, code } = run(['plan', path, '--html', 'plan.html'], { cwd });
    expect(code).toBe(0);
    expect(out).toBe(run(['plan', path]).out);
    expect(readFileSync(join(cwd, 'plan.html'), 'utf8')).toMatch(/^<!doctype html>[\s\S]*<\/html>\n$/);
    expect(left()).toEqual([]);
  });

  test('to a place where nothing can be written fails before the work', () => {
    const { err, code } = run(['plan', 'nothing.yaml', '--html', 'no/where.html'], { cwd });
    expect(code).toBe(2);
    expect(err).toContain('--html no/where.html: cannot be written (ENOENT)');
  });

  test('leaves the page that is there when templates cannot be read', () => {
    writeFileSync(join(cwd, 'kept.html'), 'before');
    expect(run(['plan', 'nothing.yaml', '--html', 'kept.html'], { cwd }).code).toBe(2);
    expect(readFileSync(join(cwd, 'kept.html'), 'utf8')).toBe('before');
    expect(left()).toEqual([]);
  });
});
