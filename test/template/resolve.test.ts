import { Reference, readTemplates, Text, Unknown, Zone } from '../../lib/template';
import { memoryFiles } from './memory-files';

/** Resolves one property of a YAML template around it. */
function resolved(
  expression: string,
  sections = '',
  options: { parameters?: Record<string, string>; region?: string } = {},
) {
  const text = `${sections}\nResources:\n  Topic: {Type: AWS::SNS::Topic}\n  X:\n    Type: T\n    Properties:\n      p: ${expression}\n`;
  const set = readTemplates(['t'], { files: memoryFiles({ t: text }), ...options });
  return set.stack('t')!.resources.get('X')!.properties['p'];
}

const parameters = `Parameters:
  Count: {Type: Number, Default: 3}
  Names: {Type: CommaDelimitedList, Default: "a, b"}
  Open: {Type: String}
  Ami: {Type: "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>", Default: /aws/ami}
  Flag: {Type: String, Default: "true"}
Mappings:
  M: {eu-west-1: {a: "1"}, x: {l: [p, q]}}
Conditions:
  Yes: !Equals [!Ref Flag, "true"]
  No: !Not [!Condition Yes]
  Maybe: !Equals [!Ref Open, x]
  Either: !Or [!Condition Maybe, !Condition Yes]
  Both: !And [!Condition Maybe, !Condition No]
  Loop: !Not [!Condition Loop]`;

describe('known before deployment', () => {
  test.each<[string, unknown]>([
    ['!Ref Count', 3],
    ['!Ref Names', ['a', 'b']],
    ['!Join ["-", [a, !Ref Count, b]]', 'a-3-b'],
    ['!Join [",", !Ref Names]', 'a,b'],
    [`!Sub ["\${Own}/\${Count}", {Own: !Select [1, [x, y]]}]`, 'y/3'],
    ['!Select ["1", !Split [":", "a:b:c"]]', 'b'],
    ['!Split [",", !Join [",", [a, b]]]', ['a', 'b']],
    ['!If [Yes, 1, 2]', 1],
    ['!If [No, 1, 2]', 2],
    ['!If [Either, 1, 2]', 1],
    ['!If [Both, 1, 2]', 2],
    ['[1, !If [No, 2, !Ref AWS::NoValue], 3]', [1, 3]],
    ['!FindInMap [M, !Ref AWS::Region, a]', '1'],
    ['!FindInMap [M, x, l]', ['p', 'q']],
    ['{"Fn::FindInMap": [M, z, a, {DefaultValue: d}]}', 'd'],
    ['!Base64 {"Fn::Sub": "x"}', 'x'],
    ['{"Fn::Length": !Ref Names}', 2],
    [`{"Fn::ToJsonString": {a: !Ref Count}}`, '{"a":3}'],
    ['!Ref AWS::URLSuffix', 'amazonaws.com'],
    [`!Sub "arn:\${AWS::Partition}:x"`, 'arn:aws:x'],
  ])('%s', (expression, expected) => {
    expect(resolved(expression, parameters, { region: 'eu-west-1' })).toEqual(expected);
  });

  test('an escaped variable stays in the text', () => {
    expect(resolved(`!Sub "a \${!Home} \${Count}"`, parameters)).toBe(`a \${Home} 3`);
  });

  test('a property that is AWS::NoValue is gone', () => {
    expect(resolved('{a: 1, b: !Ref AWS::NoValue}')).toEqual({ a: 1 });
  });

  test('a given parameter wins over its default', () => {
    expect(resolved('!Ref Count', parameters, { parameters: { Count: '7' } })).toBe(7);
  });
});

describe('not known before deployment', () => {
  test.each<[string, string]>([
    ['!Ref Open', 'parameter'],
    ['!Ref Ami', 'ssm-parameter'],
    ['"{{resolve:ssm:/a/b:3}}"', 'ssm-parameter'],
    ['"{{resolve:secretsmanager:x:SecretString:y}}"', 'secret'],
    ['!Ref AWS::Region', 'pseudo-parameter'],
    ['!Ref AWS::AccountId', 'pseudo-parameter'],
    ['!If [Maybe, 1, 2]', 'condition'],
    ['!If [Loop, 1, 2]', 'cycle'],
    ['!ImportValue elsewhere', 'import'],
    ['!GetStackOutput {StackName: S, OutputName: O}', 'stack-output'],
    ['!FindInMap [M, nowhere, a]', 'mapping'],
    ['!Ref Nothing', 'missing-resource'],
    ['!GetAtt Nothing.Arn', 'missing-resource'],
    ['!Transform {Name: AWS::Include}', 'function'],
    ['!Select [5, [a]]', 'malformed'],
    ['!Join [a]', 'malformed'],
  ])('%s is unknown because of the %s', (expression, code) => {
    const value = resolved(expression, parameters);
    expect(value).toBeInstanceOf(Unknown);
    // The condition is unknown because of the parameter it asks.
    expect((value as Unknown).reason.code).toBe(code === 'condition' ? 'parameter' : code);
  });

  test('an export is called by what of its name is known', () => {
    const named = resolved('{Fn::ImportValue: !Sub "${Open}:Cluster-${AWS::Region}"}', parameters) as Unknown;
    expect(named.reason).toEqual({ code: 'import', name: `\${Open}:Cluster-\${AWS::Region}` });
  });

  test('an SSM parameter keeps its name', () => {
    expect((resolved('!Ref Ami', parameters) as Unknown).reason).toEqual({ code: 'ssm-parameter', name: '/aws/ami' });
    expect((resolved('"{{resolve:ssm:/a/b:3}}"') as Unknown).reason).toEqual({ code: 'ssm-parameter', name: '/a/b' });
  });
});

describe('known to be something', () => {
  test('a resource', () => {
    expect(resolved('!Ref Topic')).toEqual(new Reference('t', 'Topic'));
    expect(resolved('!GetAtt Topic.TopicName')).toEqual(new Reference('t', 'Topic', 'TopicName'));
  });

  test('a text with a resource in it, split at what is known', () => {
    expect(resolved(`!Sub "a:\${Topic}:b"`)).toEqual(new Text(['a:', new Reference('t', 'Topic'), ':b']));
    expect(resolved(`!Select [1, !Split [":", !Sub "a:\${Topic}:b"]]`)).toEqual(new Reference('t', 'Topic'));
  });

  test('zones by their number', () => {
    expect(resolved('!Select [0, !GetAZs ""]')).toEqual(new Zone(0, ''));
    expect(resolved('!Select ["1", !GetAZs {Ref: "AWS::Region"}]', '', { region: 'eu-west-1' })).toEqual(
      new Zone(1, 'eu-west-1'),
    );
  });
});

test('a resource whose condition is false is not there, one whose condition is open carries the doubt', () => {
  const text = `${parameters}
Resources:
  Gone: {Type: T, Condition: No}
  Doubtful: {Type: T, Condition: Maybe}
  Sure: {Type: T, Condition: Yes, Properties: {p: !Ref Gone}}`;
  const { resources } = readTemplates(['t'], { files: memoryFiles({ t: text }) }).stack('t')!;
  expect([...resources.keys()]).toEqual(['Doubtful', 'Sure']);
  expect(resources.get('Doubtful')!.doubt?.reason).toEqual({ code: 'parameter', name: 'Open' });
  expect((resources.get('Sure')!.properties['p'] as Unknown).reason.code).toBe('missing-resource');
});

test('values cross stacks by export and by stack output', () => {
  const producer = `Resources:\n  T: {Type: AWS::SNS::Topic}\nOutputs:\n  O: {Value: !Ref T, Export: {Name: shared}}\n`;
  const consumer = `Resources:\n  X: {Type: T, Properties: {p: !ImportValue shared}}\n`;
  const set = readTemplates(['a', 'b'], { files: memoryFiles({ a: producer, b: consumer }) });
  expect(set.resourceOf(set.stack('b')!.resources.get('X')!.properties['p'])?.logicalId).toBe('T');
});

test('__proto__ is an ordinary key', () => {
  const text = '{"Resources": {"X": {"Type": "T", "Properties": {"__proto__": {"polluted": true}}}}}';
  const set = readTemplates(['t'], { files: memoryFiles({ t: text }) });
  expect(Object.keys(set.stack('t')!.resources.get('X')!.properties)).toEqual(['__proto__']);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});
