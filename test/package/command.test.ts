import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { installed, repository, run, write } from './project';

const stowage = (...args: string[]) => run(join(installed().project, 'node_modules', '.bin', 'stowage'), args);
const fixture = (name: string) => join(repository, 'test', 'rules', 'fixtures', 'container-dependency', name);

test('it says what fails, and ends with 1', () => {
  const { code, stdout, stderr } = stowage('check', fixture('fails.yaml'));
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  expect(stdout).toContain('fails.yaml:10:15');
});

test('it ends with 0 where nothing does', () => {
  expect(stowage('check', fixture('fails.yaml'), '--rule', 'container-essential').code).toBe(0);
});

test('it refuses what it cannot read in one line, and ends with 2', () => {
  write('broken.json', '{"Resources": {');
  expect(stowage('check', 'broken.json')).toEqual({
    code: 2,
    stdout: '',
    stderr: expect.stringMatching(/^stowage: broken\.json:1:16: [^\n]+; [^\n]+\n$/),
  });
});

test('a reader that stops reading is no failure', () => {
  const command = `"${join(installed().project, 'node_modules', '.bin', 'stowage')}" explain | head -1; echo "$\{PIPESTATUS[0]}"`;
  const { stdout, stderr } = spawnSync('bash', ['-c', command], { encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(stdout.trimEnd().split('\n').pop()).toBe('0');
});

test('what cannot be written is said in one line, and changes no exit code', () => {
  const command = `"${join(installed().project, 'node_modules', '.bin', 'stowage')}" explain >/dev/full`;
  const { status, stderr } = spawnSync('bash', ['-c', command], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([
    0,
    expect.stringMatching(/^stowage: what is printed is lost [^\n]*ENOSPC[^\n]*\n$/),
  ]);
});

test('it starts without the CDK', () => {
  const probe = `process.argv.push('explain'); process.on('exit', () => {
    console.log(Object.keys(require.cache).filter((path) => /aws-cdk-lib|aws-sdk/.test(path)).length);
  }); require('${join(installed().project, 'node_modules', 'cdk-stowage', 'dist', 'bin', 'stowage.js')}');`;
  const { code, stdout } = run(process.execPath, ['-e', probe, 'stowage']);
  expect({ code, loaded: stdout.trimEnd().split('\n').pop() }).toEqual({ code: 0, loaded: '0' });
});
