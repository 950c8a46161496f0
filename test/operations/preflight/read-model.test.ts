import { join } from 'node:path';
import { readModel, TemplateError } from '../../../lib/operations';

const fixture = join(__dirname, '..', '..', 'rules', 'fixtures', 'container-dependency', 'fails.yaml');

test('a template is read, in the region where it will be deployed', () => {
  const { set, taskDefinitions } = readModel([fixture], { region: 'eu-west-1' });
  expect(set.stacks.map(({ source }) => source.region)).toEqual(['eu-west-1']);
  expect(taskDefinitions.length).toBeGreaterThan(0);
});

test('what is no template is refused', () => {
  expect(() => readModel([join(__dirname, 'nowhere')])).toThrow(TemplateError);
});
