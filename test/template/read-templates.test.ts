import { readTemplates } from '../../lib/template';
import { memoryFiles } from './memory-files';

const TEMPLATE = '{"Resources": {"A": {"Type": "AWS::SNS::Topic"}}}';

const codeOf = (path: string, texts: Record<string, string | Uint8Array>): unknown => {
  try {
    readTemplates([path], { files: memoryFiles(texts) });
    return 'read';
  } catch (error) {
    const { name, code, position, message } = error as {
      name: string;
      code: string;
      position?: object;
      message: string;
    };
    expect(name).toBe('TemplateError');
    expect(message).not.toContain('\n');
    expect(message.startsWith(path)).toBe(true);
    return position ? [code, position] : code;
  }
};

describe('input that cannot be read', () => {
  test.each<[string, string | Uint8Array, unknown]>([
    ['truncated JSON', '{"Resources": {"A": {"Type": ', ['syntax', { line: 1, column: 30 }]],
    ['a duplicate key in JSON', '{"Resources": {\n "A": {}, "A": {}}}', ['duplicate-key', { line: 2, column: 11 }]],
    [
      'a duplicate key in YAML',
      'Resources:\n  A: {Type: x}\n  A: {Type: y}\n',
      ['duplicate-key', { line: 3, column: 3 }],
    ],
    ['tabs in YAML', 'Resources:\n\tA: {Type: x}\n', ['syntax', { line: 2, column: 1 }]],
    ['an unknown tag', 'Resources:\n  A: !Nope x\n', ['syntax', { line: 2, column: 6 }]],
    ['two documents', 'Resources: {}\n---\na: b\n', ['syntax', { line: 2, column: 1 }]],
    ['an empty file', ' \n', 'empty'],
    ['a binary', new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2]), 'binary'],
    ['bytes that are no UTF-8', new Uint8Array([0xff, 0xfe, 0x41]), 'binary'],
    ['50 MB', `{"Resources": "${'x'.repeat(50 * 1024 * 1024)}"}`, 'too-large'],
    ['no Resources', '{"a": 1}', 'not-a-template'],
    ['a list', '- a\n- b\n', 'not-a-template'],
    ['Resources that are a list', 'Resources: [a, b]\n', 'bad-section'],
    ['very deep JSON', `{"Resources": ${'['.repeat(5000)}`, ['too-deep', { line: 1, column: 215 }]],
    [
      'an alias bomb',
      `a: &a [x,x,x,x,x,x,x,x]\n${'bcdefgh'.replace(/./g, (c) => `${c}: &${c} [${`*${String.fromCharCode(c.charCodeAt(0) - 1)},`.repeat(8)}]\n`)}Resources: {}`,
      'aliases',
    ],
    ['an alias to nothing', 'Resources:\n  A: *nothing\n', 'aliases'],
  ])('%s', (_, text, expected) => {
    expect(codeOf('t', { t: text })).toEqual(expected);
  });

  test('a path that is not there', () => expect(codeOf('nowhere', {})).toBe('not-found'));
  test('a directory without templates', () => expect(codeOf('d', { 'd/package.json': '{}' })).toBe('no-templates'));
  test('a cloud assembly without artifacts', () =>
    expect(codeOf('d', { 'd/manifest.json': '{}' })).toBe('bad-manifest'));
  test('a cloud assembly whose template is gone', () => {
    const manifest = { artifacts: { A: { type: 'aws:cloudformation:stack', properties: { templateFile: 'A.json' } } } };
    expect(codeOf('d', { 'd/manifest.json': JSON.stringify(manifest) })).toBe('not-found');
  });

  test('a parameter that no template has: the nearest name is offered', () => {
    const files = memoryFiles({ t: '{"Parameters": {"Cluster": {"Type": "String"}}, "Resources": {}}' });
    expect(() => readTemplates(['t'], { files, parameters: { Clustr: 'a' } })).toThrow(/unknown|Cluster/);
  });
});

describe('what is read', () => {
  test('every template of a directory, and nothing else of it', () => {
    const files = memoryFiles({
      'd/a.json': TEMPLATE,
      'd/deep/b.yaml': 'Resources:\n  B: {Type: AWS::SNS::Topic}\n',
      'd/package.json': '{"name": "x"}',
      'd/broken.yaml': 'a: [1',
      'd/node_modules/x/c.json': TEMPLATE,
    });
    expect(readTemplates(['d'], { files }).stacks.map(({ stack }) => stack)).toEqual(['d/a.json', 'd/deep/b.yaml']);
  });

  test('a file given twice is read once', () => {
    const files = memoryFiles({ 'd/a.json': TEMPLATE });
    expect(readTemplates(['d/a.json', 'd/', 'd'], { files }).stacks).toHaveLength(1);
  });

  test('stacks of a cloud assembly, of its stages and nested ones, with names and environments', () => {
    const stack = (templateFile: string, environment: string, displayName: string) => ({
      type: 'aws:cloudformation:stack',
      environment,
      displayName,
      properties: { templateFile, stackName: displayName.replace('/', '-') },
    });
    const parent = {
      Resources: {
        Nested: {
          Type: 'AWS::CloudFormation::Stack',
          Properties: { Parameters: { Size: { 'Fn::GetAtt': ['Topic', 'TopicName'] } } },
          Metadata: { 'aws:asset:path': 'n.json' },
        },
        Topic: { Type: 'AWS::SNS::Topic' },
        User: { Type: 'AWS::SNS::Topic', Properties: { TopicName: { 'Fn::GetAtt': ['Nested', 'Outputs.Out'] } } },
      },
    };
    const nested = {
      Parameters: { Size: { Type: 'String' } },
      Resources: {},
      Outputs: { Out: { Value: { Ref: 'Size' } } },
    };
    const set = readTemplates(['out'], {
      files: memoryFiles({
        'out/manifest.json': JSON.stringify({
          artifacts: {
            A: stack('a.json', 'aws://123456789012/eu-west-1', 'A'),
            tree: { type: 'cdk:tree', properties: { file: 'tree.json' } },
            stage: { type: 'cdk:cloud-assembly', properties: { directoryName: 'stage' } },
          },
        }),
        'out/a.json': JSON.stringify(parent),
        'out/n.json': JSON.stringify(nested),
        'out/stage/manifest.json': JSON.stringify({
          artifacts: { B: stack('b.json', 'aws://unknown-account/unknown-region', 'stage/B') },
        }),
        'out/stage/b.json': TEMPLATE,
      }),
    });
    expect(set.stacks.map(({ source: { id, region, account } }) => [id, region, account])).toEqual([
      ['A', 'eu-west-1', '123456789012'],
      ['A/Nested', 'eu-west-1', '123456789012'],
      ['stage/B', undefined, undefined],
    ]);
    const name = set.stack('A')!.resources.get('User')!.properties['TopicName'];
    expect(set.resourceOf(name)?.logicalId).toBe('Topic');
  });
});
