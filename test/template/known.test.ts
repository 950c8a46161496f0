import { countAt, isUnknown, stringAt } from '../../lib/template';
import { emptyObject } from '../../lib/template/source/json';
import { modelOf } from './model-of';

test.each([
  [3, 3],
  ['3', 3],
  [0, 0],
])('%p counts', (value, count) => expect(countAt({ value }, 'value')).toBe(count));

test.each([-1, 1.5, 1e308, '', 'x', true, [], {}])('%p counts nothing, and is not known', (value) => {
  expect(isUnknown(countAt({ value }, 'value'))).toBe(true);
});

test('what is absent is absent', () => expect(countAt({}, 'value')).toBeUndefined());

test('an object where a text belongs can be put in a sentence, and no name reaches what it inherits', () => {
  const object = emptyObject<string>();
  expect(String(object)).toBe('(an object)');
  for (const name of ['toString', '__proto__', 'constructor']) expect(name in object).toBe(false);
  expect(isUnknown(stringAt({ object: object as never }, 'object'))).toBe(true);
});

test('a memory overhead that is given takes the place of both bounds', () => {
  const registered = (memoryOverheadPercent?: number) => {
    const model = modelOf(
      `Resources:
  Cluster: {Type: AWS::ECS::Cluster, Properties: {ClusterName: shop}}
  Template:
    Type: AWS::EC2::LaunchTemplate
    Properties:
      LaunchTemplateData:
        InstanceType: m5.large
        ImageId: '{{resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id}}'
        UserData: {Fn::Base64: 'echo ECS_CLUSTER=shop >> /etc/ecs/ecs.config'}
  Group:
    Type: AWS::AutoScaling::AutoScalingGroup
    Properties:
      MinSize: 1
      MaxSize: 1
      LaunchTemplate: {LaunchTemplateId: !Ref Template, Version: 1}
`,
      { memoryOverheadPercent },
    );
    const [capacity] = model.capacitiesOf(model.clusters[0]!);
    return (['conservative', 'optimistic'] as const).map((bound) => {
      const types = capacity!.instanceTypes(bound);
      return isUnknown(types) ? types : types[0]!.registered.memoryMiB;
    });
  };
  const [low, high] = registered();
  expect(low).toBeLessThan(high as number);
  expect(registered(5)).toEqual([7782, 7782]);
});
