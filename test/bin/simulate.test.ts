import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Ajv from 'ajv';
import schema from '../../schema/simulate-v1.json';
import { fixture } from '../simulation/fixture';
import { run } from './run';

const simulate = (name: string, ...args: readonly string[]) => run(['simulate', fixture(name), ...args]);

describe.each([80, 120])('in %i columns', (width) => {
  test.each([
    ['an update that finishes', 'shop', ['--scenario', 'update'], 0],
    ['an update that is stuck for a port', 'one-port', ['--scenario', 'update'], 1],
    ['an update that is stuck for an instance', 'one-instance-each', ['--scenario', 'update'], 1],
    ['an update that is stuck by its percents', 'rolling', ['--parameter', 'Maximum=100'], 1],
    ['a zone that is lost', 'shop', ['--scenario', 'zone-loss', '--zone', 'eu-west-1b'], 1],
    ['instances that drain', 'shop', ['--scenario', 'drain'], 0],
    ['what does not apply', 'one-port', ['--scenario', 'spot-interruption'], 0],
  ])('%s', (_, name, args, code) => {
    const ran = run(['simulate', fixture(name), ...args], { page: { colour: false, width } });
    expect(ran).toMatchObject({ code, err: '' });
    expect(ran.out.split('\n').filter((line) => line.length > width)).toEqual([]);
    expect(ran.out).toMatchSnapshot();
  });
});

describe('exit codes', () => {
  test('without a scenario, the first deployment and an update', () => {
    const { code, out } = simulate('one-port');
    expect(code).toBe(1);
    expect(out.match(/^(FINISHES first-deployment|FAILS update)/gm)).toHaveLength(2);
  });

  test('all scenarios', () => {
    const { simulations } = JSON.parse(simulate('shop', '--scenario', 'all', '--format', 'json').out);
    expect(new Set(simulations.map(({ scenario }: { scenario: string }) => scenario)).size).toBe(6);
  });

  test('no answer is 2, and says what would settle it', () => {
    const { code, out } = simulate('rolling', '--parameter', 'Desired=1', '--parameter', 'Memory=3900');
    expect(code).toBe(2);
    expect(out).toContain('--assume memory-overhead=');
  });

  test('a service that cannot fail alone does not fail with the others', () => {
    expect(simulate('shop', '--scenario', 'update', '--service', 'Web').code).toBe(0);
  });
});

test('durations are taken in seconds, minutes and hours', () => {
  const seconds = (...args: readonly string[]) =>
    JSON.parse(simulate('shop', '--scenario', 'update', '--service', 'worker', '--format', 'json', ...args).out)
      .simulations[0].finishedAtSeconds;
  expect(seconds('--stop', '2m')).toBe(seconds('--stop', '120'));
  expect(seconds('--stop', '2m')).toBeGreaterThan(seconds());
});

test('the timeline is whole when asked for, and colours are shown where the page has them', () => {
  const short = simulate('shop', '--scenario', 'drain').out.split('\n');
  const full = simulate('shop', '--scenario', 'drain', '--full').out.split('\n');
  expect(full.length).toBeGreaterThan(short.length);
  expect(full.join('\n')).not.toContain('--full');
  const coloured = run(['simulate', fixture('one-port')], { page: { colour: true, width: 80 } }).out;
  expect(coloured).toContain('\u001b[31mFAILS\u001b[0m');
});

test('of many stuck services some are shown, and all when asked for', () => {
  const stuck = (...args: readonly string[]) => {
    const { out } = simulate('many-stuck', '--scenario', 'update', ...args);
    return [out.match(/^ {2}Stuck at/gm)?.length, /… (\d+) more are stuck/.exec(out)?.[1]];
  };
  expect(stuck()).toEqual([5, '2']);
  expect(stuck('--full')).toEqual([7, undefined]);
});

describe('JSON', () => {
  const valid = new Ajv({ strict: false, allErrors: true }).compile(schema);

  test.each([
    ['shop', ['--scenario', 'all']],
    ['one-port', ['--scenario', 'all']],
    ['rolling', ['--parameter', 'Maximum=100']],
    ['rolling', ['--parameter', 'Desired=1', '--parameter', 'Memory=3900']],
  ])('of %s %j keeps the contract', (name, args) => {
    const json = JSON.parse(simulate(name, ...args, '--format', 'json').out);
    expect(json.simulations.length).toBeGreaterThan(0);
    valid(json);
    expect(valid.errors).toBeNull();
  });

  test('the contract refuses what is not in it', () => {
    const json = JSON.parse(simulate('one-port', '--scenario', 'update', '--format', 'json').out);
    const [{ services: _, ...simulation }] = json.simulations;
    expect(valid({ version: 1, simulations: [simulation] })).toBe(false);
    expect(valid({ version: 1, simulations: [{ ...json.simulations[0], state: 'passes' }] })).toBe(false);
  });
});

describe('bad input ends with 2 and one line', () => {
  test.each([
    ['an unknown scenario', ['--scenario', 'updat'], /no scenario 'updat'; did you mean update\?/],
    ['a scenario like no other', ['--scenario', 'x'], /known are first-deployment, update, .* and 1 more/],
    ['an unknown service', ['--service', 'wbe'], /no service 'wbe'; did you mean web\?/],
    ['a service like no other', ['--service', 'zzzzzzz'], /no service 'zzzzzzz'; known are web, /],
    [
      'a service of a scenario about all',
      ['--scenario', 'drain', '--service', 'web'],
      /--service does not go with drain/,
    ],
    ['an unknown zone', ['--scenario', 'zone-loss', '--zone', 'eu-west-1z'], /did you mean eu-west-1a/],
    ['a zone without its scenario', ['--zone', 'eu-west-1a'], /--zone goes with zone-loss only/],
    ['no duration', ['--stop', 'soon'], /--stop soon: no duration; write seconds/],
    ['a duration beyond everything', ['--stop', '1e9h'], /no duration/],
    ['an unknown format', ['--format', 'sarif'], /--format/],
    ['an unknown parameter', ['--parameter', 'WorkerMemry=1'], /did you mean WorkerMemory\?/],
  ])('%s', (_, args, complaint) => {
    const { code, out, err } = simulate('shop', ...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^stowage: [^\n]+; [^\n]+\n$/);
    expect(err).toMatch(complaint);
  });
});

describe('--html', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stowage-simulate-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('writes the page beside what is printed, and leaves nothing else', () => {
    const plain = simulate('one-port');
    expect(simulate('one-port', '--html', join(folder, 'page.html'))).toEqual(plain);
    expect(readdirSync(folder)).toEqual(['page.html']);
    expect(readFileSync(join(folder, 'page.html'), 'utf8')).toMatch(/^<!doctype html>[\s\S]*<\/html>\n$/);
  });

  test('a place where nothing can be written is found before the templates are read', () => {
    const { code, err } = run(['simulate', 'no-such-template.yaml', '--html', join(folder, 'none', 'page.html')]);
    expect(code).toBe(2);
    expect(err).toContain('--html');
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  test('a simulation that cannot be made leaves the file as it was', () => {
    const file = join(folder, 'kept.html');
    writeFileSync(file, 'whole');
    expect(simulate('shop', '--service', 'nobody', '--html', file).code).toBe(2);
    expect(readFileSync(file, 'utf8')).toBe('whole');
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});
