import { locate, readTemplates } from '../../lib/template';
import { memoryFiles } from './memory-files';

const at = (text: string, path: readonly (string | number)[] = []) => {
  const set = readTemplates(['t'], { files: memoryFiles({ t: text }) });
  return locate(set.stack('t')!.resources.get('Web')!, path);
};

const YAML = `Resources:
  Web:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions:
        - Name: a
        - Name: b
          Cpu: !Ref X
`;
const JSON_TEXT = '{"Resources": {\n  "Web": {"Type": "T",\n    "Properties": {"Cpu": 1}}}}';

test.each<[string, string, readonly (string | number)[], number, number]>([
  ['a resource', YAML, [], 2, 3],
  ['a property', YAML, ['ContainerDefinitions'], 5, 7],
  ['an item', YAML, ['ContainerDefinitions', 1], 7, 11],
  ['a property of an item, with a short form as value', YAML, ['ContainerDefinitions', 1, 'Cpu'], 8, 11],
  ['an absent property, at what holds it', YAML, ['ContainerDefinitions', 0, 'Memory'], 6, 11],
  ['a property in JSON', JSON_TEXT, ['Cpu'], 3, 20],
])('%s', (_, text, path, line, column) => {
  expect(at(text, path)).toEqual({ line, column });
});
