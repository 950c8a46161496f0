import { type Container, isUnknown } from '../../lib/template';
import { modelOf } from './model-of';

const definition = (containers: string) =>
  modelOf(
    `Parameters: {Name: {Type: String}, Other: {Type: String}}\nResources:\n  Task:\n    Type: AWS::ECS::TaskDefinition\n    Properties: {ContainerDefinitions: ${containers}, Named: [!Ref Name, !Ref Other]}\n`,
  ).taskDefinitions[0]!;

const namedBy = (containers: string, which: 'Name' | 'Other' | string) => {
  const task = definition(containers);
  const open = task.properties['Named'] as never[];
  return task.containerNamedBy(which === 'Name' ? open[0] : which === 'Other' ? open[1] : which);
};

test('a container is found by its name, also by one that is open but the same', () => {
  expect((namedBy('[{Name: a}, {Name: b}]', 'b') as Container).index).toBe(1);
  expect((namedBy('[{Name: a}, {Name: !Ref Name}]', 'Name') as Container).index).toBe(1);
  expect(namedBy('[{Name: a}]', 'b')).toBeUndefined();
});

test('whether a container has a name is unknown where either is open', () => {
  expect(isUnknown(namedBy('[{Name: a}]', 'Name'))).toBe(true);
  expect(isUnknown(namedBy('[{Name: !Ref Name}]', 'Other'))).toBe(true);
  expect(isUnknown(namedBy('[{Name: !Ref Name}]', 'b'))).toBe(true);
  expect(isUnknown(namedBy('[{Name: a}, !Ref Name]', 'b'))).toBe(true);
});

test('says why containers cannot be read', () => {
  expect(definition('[{Name: a}]').unreadContainers).toBeUndefined();
  expect(definition('[{Name: a}, !Ref Name]').unreadContainers).toMatchObject({ reason: { code: 'parameter' } });
  expect(definition('[{Name: a}, 3]').unreadContainers).toMatchObject({ reason: { code: 'malformed' } });
});
