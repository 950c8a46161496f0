import { runRules } from '../../lib/rules';
import { containerEssential } from '../../lib/rules/container/container-essential';
import { DEFAULT_MODEL_ASSUMPTIONS, Model, readTemplates } from '../../lib/template';
import { memoryFiles } from '../template/memory-files';
import { modelOf } from '../template/model-of';

const RULE = 'container-essential';

const template = (metadata: string) =>
  modelOf(`Resources:
  Web:
    Type: AWS::ECS::TaskDefinition
    Metadata: ${metadata}
`);

test('a template accepts a finding with a reason, never without', () => {
  const reasons = (metadata: string) =>
    runRules([containerEssential], template(metadata)).map(({ acknowledged }) => acknowledged);
  expect(reasons(`{stowage: {acknowledge: {${RULE}: ' filled in later '}}}`)).toEqual(['filled in later']);
  expect(reasons(`{stowage: {acknowledge: {${RULE}: ' '}}}`)).toEqual([undefined]);
  expect(reasons(`{stowage: {acknowledge: [${RULE}]}}`)).toEqual([undefined]);
  expect(reasons('{stowage: {acknowledge: {other-rule: because}}}')).toEqual([undefined]);
});

test.each([
  [undefined, true],
  ['Web', true],
  ['t.yaml/Web', true],
  ['Shop', true],
  ['Shop/Web', true],
  ['Shop/We', false],
  ['Shop/Web/Inner', false],
  ['Other', false],
])('an acknowledgement about %s is about the finding: %s', (resource, isAbout) => {
  const model = template('{aws:cdk:path: Shop/Web/Resource}');
  const [finding] = runRules([containerEssential], model, [{ rule: RULE, resource, reason: 'because' }]);
  expect(finding!.acknowledged).toBe(isAbout ? 'because' : undefined);
});

describe.each(['in the manifest', 'beside it'])('what a CDK app acknowledged, written %s', (where) => {
  const metadata = (path: string) => ({
    [path]: [{ type: 'aws:cdk:acknowledged-rules', data: { [`stowage::${RULE}`]: 'because', 'cdk-nag::X': 'no' } }],
  });
  const read = (path: string) => {
    const written = where === 'in the manifest' ? { metadata: metadata(path) } : { additionalMetadataFile: 'm.json' };
    const properties = { templateFile: 's.json' };
    const artifacts = { Shop: { type: 'aws:cloudformation:stack', properties, ...written } };
    const web = { Type: 'AWS::ECS::TaskDefinition', Metadata: { 'aws:cdk:path': 'Shop/Web/Resource' } };
    const files = memoryFiles({
      'out/manifest.json': JSON.stringify({ artifacts }),
      'out/m.json': JSON.stringify(metadata(path)),
      'out/s.json': JSON.stringify({ Resources: { Web: web } }),
    });
    const model = new Model(readTemplates(['out'], { files }), DEFAULT_MODEL_ASSUMPTIONS);
    return runRules([containerEssential], model)[0]!.acknowledged;
  };

  test.each(['/Shop', '/Shop/Web', '/Shop/Web/Resource'])('on %s is accepted', (path) => {
    expect(read(path)).toBe('because');
  });

  test('elsewhere is not', () => expect(read('/Shop/Worker')).toBeUndefined());
});
