import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import Ajv from 'ajv';
import checkSchema from '../../schema/check-v1.json';
import configSchema from '../../schema/config-v1.json';
import { FIXTURES } from '../rules/describe-family';
import { run } from './run';

const cwd = mkdtempSync(join(tmpdir(), 'stowage-check-'));
afterAll(() => rmSync(cwd, { recursive: true }));

const fixture = (name: string) => join(FIXTURES, 'container-dependency', name);
const fails = fixture('fails.yaml');
const json = (...args: string[]) => JSON.parse(run(['check', '--format', 'json', ...args], { cwd }).out);
const only = ['--rule', 'container-dependency'];

/** The output without the folder of this checkout. */
const here = (text: string) => text.replaceAll(FIXTURES, 'FIXTURES');

describe('text', () => {
  test('in a file: one summary, then each rule with its findings', () => {
    const { code, out } = run(['check', fails, fixture('unknown.yaml'), ...only]);
    expect(code).toBe(1);
    expect(here(out)).toMatchSnapshot();
  });

  test('on a terminal: in colours, and no line longer than it is wide', () => {
    const { out } = run(['check', fails, ...only], { page: { colour: true, width: 60 } });
    expect(out).toContain('\u001b[31mERROR\u001b[0m');
    const plain = stripVTControlCharacters(out).split('\n');
    // A word that is longer, such as a link or a path, stands alone.
    expect(plain.filter((line) => line.length > 60 && line.trim().includes(' ') && !line.includes(FIXTURES))).toEqual(
      [],
    );
  });

  test('nothing found: that is said, and what was looked at', () => {
    const { code, out } = run(['check', fixture('holds.yaml'), ...only]);
    expect(code).toBe(0);
    expect(out).toMatch(
      /^Read {5}1 file: 1 stack,.*held to 1 rule\nFound {4}0 errors, 0 warnings\nNext {5}nothing stands/,
    );
  });

  test('what to do next: what decides most, where nothing fails', () => {
    const { out } = run(['check', fixture('unknown.yaml'), ...only]);
    expect(out).toMatch(/^Next {5}.*; give --parameter Condition=VALUE to decide 1 more$/m);
  });

  test('control characters of a template do not reach the terminal', () => {
    const evil = join(cwd, 'evil.json');
    writeFileSync(
      evil,
      JSON.stringify({
        Resources: { A: { Type: 'AWS::ECS::TaskDefinition', Metadata: { 'aws:cdk:path': 'x\u001b[2J' } } },
      }),
    );
    const { out } = run(['check', evil]);
    expect(out).toContain('x\ufffd[2J');
    expect(out).not.toContain('\u001b');
  });
});

describe('json', () => {
  const isValid = new Ajv({ strict: true, allowUnionTypes: true }).compile(checkSchema);

  test.each(['fails.yaml', 'holds.yaml', 'unknown.yaml'])('what is printed of %s is what the schema says', (name) => {
    const printed = json(fixture(name));
    expect(isValid(printed) ? [] : isValid.errors).toEqual([]);
    expect(printed.tasks.length).toBeGreaterThan(0);
  });

  test('every fixture of every rule: likewise', () => {
    const printed = json(FIXTURES, '--region', 'eu-west-1');
    expect(isValid(printed) ? [] : isValid.errors).toEqual([]);
    expect(printed.findings.length).toBeGreaterThan(20);
  });

  test('the schema refuses what is not so', () => {
    const printed = json(fails);
    expect(isValid({ ...printed, version: 2 })).toBe(false);
    expect(isValid({ ...printed, tasks: [{ ...printed.tasks[0], demand: { cpuUnits: '1' } }] })).toBe(false);
  });

  test('demands are figures, or why there is none', () => {
    const file = join(cwd, 'sizes.yaml');
    writeFileSync(
      file,
      `Parameters: {Memory: {Type: Number}}
Resources:
  Web:
    Type: AWS::ECS::TaskDefinition
    Properties:
      NetworkMode: bridge
      ContainerDefinitions:
        - {Name: web, Image: nginx, Cpu: 256, Memory: !Ref Memory, PortMappings: [{ContainerPort: 80, HostPort: 8080}]}
  Elsewhere:
    Type: AWS::ECS::TaskDefinition
    Properties: {RequiresCompatibilities: [FARGATE], Cpu: 256, Memory: 512, ContainerDefinitions: [{Name: a, Image: b}]}
`,
    );
    const { tasks } = json(file);
    expect(tasks).toEqual([
      {
        stack: file,
        logicalId: 'Web',
        demand: {
          cpuUnits: 256,
          memoryMiB: { unknown: expect.stringContaining('Memory') },
          tcpPorts: [8080],
          udpPorts: [],
          gpus: 0,
          networkInterfaces: 0,
          ebsVolumes: 0,
        },
      },
    ]);
    expect(json(file, '--parameter', 'Memory=300').tasks[0].demand.memoryMiB).toBe(300);
  });
});

test('sarif: as code scanning takes it', () => {
  const { out } = run(['check', fails, fixture('unknown.yaml'), '--format', 'sarif', ...only]);
  const log = JSON.parse(out);
  expect(log.version).toBe('2.1.0');
  const [{ tool, results, invocations }] = log.runs;
  expect(invocations).toEqual([{ executionSuccessful: true, toolExecutionNotifications: [] }]);
  for (const result of results) {
    expect(tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
    expect(result.kind === 'open' ? result.level : 'none').toBe('none');
    expect(['none', 'note', 'warning', 'error']).toContain(result.level);
    expect(result.message.text.length).toBeGreaterThan(0);
    expect(result.locations[0].physicalLocation.region.startLine).toBeGreaterThan(0);
    expect(result.locations[0].physicalLocation.artifactLocation.uri).toMatch(/^file:\/\/\//);
  }
  expect(new Set(results.map(({ kind }: { kind: string }) => kind))).toEqual(new Set(['fail', 'open']));
});

test('github: one annotation a finding, with everything escaped', () => {
  const file = join(cwd, 'a,b:c.json');
  const name = 'x%\n::error::y';
  const containers = [{ Name: 'a', Image: 'i', Memory: 64, DependsOn: [{ ContainerName: name, Condition: 'START' }] }];
  writeFileSync(
    file,
    JSON.stringify({
      Resources: { A: { Type: 'AWS::ECS::TaskDefinition', Properties: { ContainerDefinitions: containers } } },
    }),
  );
  const lines = run(['check', file, '--format', 'github', ...only]).out.split('\n');
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatch(/^::error file=[^,]*a%2Cb%3Ac\.json,line=1,col=\d+,title=stowage container-dependency::/);
  expect(lines[0]).toContain('x%25%0A::error::y');
});

describe('settings', () => {
  const template = join(cwd, 'shop.yaml');
  beforeAll(() =>
    writeFileSync(
      template,
      `Parameters: {Name: {Type: String}}
Resources:
  Web:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions: [{Name: app, Image: nginx, Memory: 64, DependsOn: [{ContainerName: !Ref Name, Condition: START}]}]
`,
    ),
  );
  const states = (...args: string[]) =>
    json(template, ...only, ...args).findings.map(
      ({ state, acknowledged }: { state: string; acknowledged?: string }) => acknowledged ?? state,
    );

  test('options win over the parameters file, and that over the settings file', () => {
    const config = join(cwd, 'config.json');
    const parameters = join(cwd, 'parameters.json');
    writeFileSync(config, '{"parameters": {"Name": "app"}}');
    writeFileSync(parameters, '[{"ParameterKey": "Name", "ParameterValue": "other"}]');
    const fact = (...args: string[]) => json(template, ...only, ...args).findings[0].message;
    expect(states()).toEqual(['unknown']);
    expect(fact('--config', config)).toContain('itself');
    expect(fact('--config', config, '--parameters-file', parameters)).toContain('other');
    expect(fact('--config', config, '--parameters-file', parameters, '--parameter', 'Name=third')).toContain('third');
    writeFileSync(parameters, '{"Parameters": {"Name": "wrapped"}}');
    expect(fact('--parameters-file', parameters)).toContain('wrapped');
  });

  test('a settings file beside the template is found; what it acknowledges stops nobody', () => {
    const found = join(cwd, 'stowage.yaml');
    writeFileSync(
      found,
      `parameters: {Name: other}
acknowledge:
  - {rule: container-dependency, resource: Web, reason: filled in later}
  - {rule: container-dependency, resource: Gone, reason: was once}
`,
    );
    try {
      expect(states()).toEqual(['filled in later']);
      const { code, out } = run(['check', template, ...only], { cwd: '/' });
      expect(code).toBe(0);
      expect(out).toMatch(/1 acknowledged/);
      expect(out).toMatch(/Note .*Gone is about no finding/);
    } finally {
      rmSync(found);
    }
  });

  test('its schema takes what the command takes', () => {
    const isValid = new Ajv({ allowUnionTypes: true }).compile(configSchema);
    const good = {
      assume: { trunking: 'on', memoryOverheadPercent: 5 },
      region: 'eu-west-1',
      parameters: { A: 1 },
      acknowledge: [{ rule: 'a-b', reason: 'c' }],
    };
    expect(isValid(good)).toBe(true);
    expect(isValid({ ...good, asume: {} })).toBe(false);
    expect(isValid({ acknowledge: [{ rule: 'a-b' }] })).toBe(false);
  });
});

test('--severity hides what is less; --strict stops for warnings', () => {
  const privileged = join(FIXTURES, 'security-privileged', 'fails.yaml');
  const rule = ['--rule', 'security-privileged'];
  expect(run(['check', privileged, ...rule]).code).toBe(0);
  expect(run(['check', privileged, ...rule, '--strict']).code).toBe(1);
  expect(json(privileged, ...rule, '--severity', 'error').findings).toEqual([]);
});

test('explain prints a rule, or all of them', () => {
  const { out, code } = run(['explain', 'container-dependency']);
  expect(code).toBe(0);
  expect(out).toMatch(/Why\n {2}\S/);
  expect(run(['explain']).out.split('\n').length).toBeGreaterThan(10);
});

test('progress shows on a terminal, and is gone again', () => {
  const { err } = run(['check', fails], { showsProgress: true, page: { colour: false, width: 1000 } });
  expect(err).toBe(`reading ${fails} …\r\u001b[K`);
});

test('the example of docs/check.md is one the command takes', () => {
  const [, yaml] = /```yaml\n([\s\S]*?)```/.exec(readFileSync(join(__dirname, '../../docs/check.md'), 'utf8')) ?? [];
  const file = join(cwd, 'documented.yaml');
  writeFileSync(file, yaml!);
  expect(run(['check', fails, '--config', file]).err).toMatch(/^stowage: .*no parameter 'ImageTag'|^$/);
});
