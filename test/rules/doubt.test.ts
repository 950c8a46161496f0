import { runRules } from '../../lib/rules';
import { containerEssential } from '../../lib/rules/container/container-essential';
import { modelOf } from '../template/model-of';

const findings = (condition: string) =>
  runRules(
    [containerEssential],
    modelOf(`Parameters: {Stage: {Type: String}}
Conditions: {Live: ${condition}}
Resources:
  Web: {Type: AWS::ECS::TaskDefinition, Condition: Live, Properties: {Family: nothing}}
`),
  );

test('what would fail in a resource that may not exist is unknown, and says on what it hangs', () => {
  const [finding] = findings('!Equals [!Ref Stage, live]');
  expect(finding).toMatchObject({ state: 'unknown', severity: 'error', facts: { containers: 0 } });
  expect(finding!.message).toContain('Stage');
  expect(findings('!Equals [live, live]')).toMatchObject([{ state: 'fails' }]);
  expect(findings('!Equals [test, live]')).toEqual([]);
});
