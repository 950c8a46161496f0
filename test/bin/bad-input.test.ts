import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './run';

const cwd = mkdtempSync(join(tmpdir(), 'stowage-bad-input-'));
afterAll(() => rmSync(cwd, { recursive: true }));

const file = (name: string, content: string | Uint8Array): string => {
  const path = join(cwd, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
  return path;
};

/** It ends with 2, and says what is wrong in one line that names where, and how to mend it. */
function expectRefused(args: readonly string[], where: RegExp): void {
  const { code, out, err } = run(args, { cwd });
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toMatch(/^stowage: [^\n]+; [^\n]+\n$/);
  expect(err).toMatch(where);
  expect(err).not.toMatch(/unexpected failure|\bat .*\.ts:\d/);
}

const ALIAS_BOMB = `a: &a [x,x,x,x,x,x,x,x,x]
${[...'bcdefghij'].map((name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghij'[i]}`).join()}]`).join('\n')}
Resources: *j
`;

const LINE = /t\.(json|ya?ml):\d+:\d+: /;

describe('templates', () => {
  // Content that is large is made only when it is needed: Jest writes out its table.
  test.each<[string, string, string | Uint8Array | (() => string), RegExp]>([
    ['truncated JSON', 't.json', '{"Resources": {"A": {"Type": "AWS::SNS::Topic"', LINE],
    ['a tab in YAML', 't.yaml', 'Resources:\n\tA: {Type: AWS::SNS::Topic}\n', LINE],
    ['a key twice in YAML', 't.yaml', 'Resources:\n  A: {Type: AWS::SNS::Topic}\n  A: {Type: AWS::SNS::Topic}\n', LINE],
    ['a key twice in JSON', 't.json', '{"Resources": {"A": {"Type": "T"}, "A": {"Type": "T"}}}', LINE],
    ['an alias bomb', 't.yaml', ALIAS_BOMB, /t\.yaml/],
    ['a binary', 't.yaml', Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 0, 0xff, 0xfe]), /t\.yaml/],
    ['an empty file', 't.yaml', '', /t\.yaml/],
    ['no template', 't.yaml', 'name: x\n', /t\.yaml/],
    ['a list', 't.yaml', '- a\n', /t\.yaml/],
    ['a section of the wrong type', 't.yaml', 'Resources: []\n', /t\.yaml/],
    ['50 MB', 't.json', () => `{"Resources": {"A": "${'x'.repeat(50 * 1024 * 1024)}"}}`, /50 MB/],
    ['deep nesting', 't.json', () => '['.repeat(100_000), /t\.json/],
    ['deep nesting in YAML', 't.yaml', () => `a: ${'['.repeat(20_000)}`, /t\.yaml: nested/],
    ['deep nesting by list marks', 't.yaml', () => `a:\n ${'- '.repeat(20_000)}1\n`, /t\.yaml: nested/],
    [
      'deep nesting by indentation',
      't.yaml',
      () => Array.from({ length: 2000 }, (_, i) => `${' '.repeat(i)}a:\n`).join(''),
      /t\.yaml: nested/,
    ],
    ['an alias within what it stands for', 't.yaml', 'Resources: &a [*a]\n', /t\.yaml/],
    ['a manifest that is no JSON', 'out/manifest.json', '{', /manifest\.json:1:2/],
  ])('%s', (_what, name, content, where) => {
    const path = file(name, typeof content === 'function' ? content() : content);
    expectRefused(['check', name.startsWith('out/') ? join(cwd, 'out') : path], where);
  });

  test('a folder without templates', () => {
    file('folder/readme.txt', 'x');
    expectRefused(['check', join(cwd, 'folder')], /folder/);
  });

  test('a path that is not there', () => expectRefused(['check', join(cwd, 'nothing')], /nothing/));

  test.each([
    [
      'a cycle of references',
      '{A: {Type: "AWS::ECS::Service", Properties: {Cluster: !GetAtt B.X}}, B: {Type: X, DependsOn: A, Properties: {Y: !Ref A}}}',
    ],
    [
      '__proto__',
      '{__proto__: {Type: "AWS::ECS::TaskDefinition", Properties: {__proto__: {a: 1}, ContainerDefinitions: [{__proto__: 1}]}}}',
    ],
    [
      'a resource of an unknown type',
      '{A: {Type: "My::Own::Thing", Properties: {constructor: 1}}, B: {Type: 7}, C: nothing}',
    ],
    [
      'properties of the wrong type',
      '{A: {Type: "AWS::ECS::Service", Properties: [1]}, B: {Type: "AWS::ECS::TaskDefinition", Properties: {ContainerDefinitions: {a: 1}, Cpu: [], Volumes: 3}}}',
    ],
  ])('%s is read, and decided or not', (_what, resources) => {
    const { code, out, err } = run(['check', file('odd.yaml', `Resources: ${resources}\n`), '--format', 'json']);
    expect(err).toBe('');
    expect([0, 1]).toContain(code);
    expect(JSON.parse(out).version).toBe(1);
  });
});

describe('settings', () => {
  const template = () =>
    file('good.yaml', 'Parameters: {Size: {Type: String}}\nResources: {A: {Type: AWS::SNS::Topic}}\n');
  const refused = (args: readonly string[], where: RegExp) => expectRefused(['check', template(), ...args], where);

  test.each<[string, string, RegExp]>([
    ['an unknown key', 'region: eu-west-1\nasume: {}\n', /:2:1: unknown setting 'asume'; did you mean assume\?/],
    ['an unknown assumption', 'assume: {trunkin: on}\n', /:1:10: .*trunking/],
    ['an assumption of the wrong kind', 'assume: {trunking: maybe}\n', /:1:10: /],
    ['a share that is none', 'assume: {memoryOverheadPercent: 70}\n', /:1:10: /],
    ['an unknown rule', 'acknowledge:\n  - rule: container-memry\n    reason: x\n', /:2:5: .*container-memory/],
    ['no reason', 'acknowledge:\n  - rule: container-memory\n', /:2:5: no reason/],
    ['acknowledgements that are no list', 'acknowledge: {a: 1}\n', /:1:1: /],
    ['a region that is none', 'region: Ireland\n', /Ireland/],
    ['YAML that does not parse', 'region: [\n', /:\d+:\d+: /],
  ])('a settings file with %s', (_what, text, where) => {
    refused(['--config', file('settings.yaml', text)], where);
  });

  test('a settings file that is not there', () => refused(['--config', join(cwd, 'none.yaml')], /none\.yaml/));

  test.each<[string, string, RegExp]>([
    ['an item without a key', '[{"ParameterValue": "x"}]', /:1:2: an item has no ParameterKey/],
    ['a value that is an object', '{"Size": {"a": 1}}', /:1:2: the parameter Size has no value/],
    ['a text', '"Size"', /not an object/],
  ])('a parameters file with %s', (_what, text, where) => {
    refused(['--parameters-file', file('parameters.json', text)], where);
  });

  test.each<[string, string[], RegExp]>([
    ['an unknown option', ['--formt', 'json'], /--format/],
    ['an unknown format', ['--format', 'xml'], /sarif/],
    ['an unknown rule', ['--rule', 'container-memry'], /did you mean container-memory\?/],
    ['a parameter without a value', ['--parameter', 'Size'], /NAME=VALUE/],
    ['a parameter that no template has', ['--parameter', 'Sise=1'], /did you mean Size\?/],
    ['an unknown assumption', ['--assume', 'truncing=on'], /did you mean trunking\?/],
    ['an assumption with another value', ['--assume', 'trunking=maybe'], /trunking=on/],
    ['a region that is none', ['--region', 'Ireland'], /eu-west-1/],
  ])('%s', (_what, args, where) => refused(args, where));

  test('an unknown verb', () => expectRefused(['chek'], /did you mean check\?/));

  test('no verb: the help, on stderr', () => {
    const { code, out, err } = run([]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('Usage: stowage');
  });
});

test('a mistake of ours is one line, and its stack only for those who ask', () => {
  const broken = {
    out: () => {
      throw new Error('slip');
    },
  };
  const [plain, debug] = [[], ['--debug']].map((more) => run(['explain', 'container-memory', ...more], broken));
  expect(plain).toMatchObject({
    code: 2,
    err: expect.stringMatching(/^stowage: unexpected failure: slip; [^\n]*--debug[^\n]*\n$/),
  });
  expect(debug!.err).toMatch(/\n {4}at /);
});
