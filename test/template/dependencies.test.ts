import { waitsFor } from '../../lib/template';
import { modelOf } from './model-of';

const { resources } = modelOf(`
Resources:
  Base: {Type: AWS::ECS::Cluster}
  ByRef: {Type: A::B::C, Properties: {Any: [{Deep: !Ref Base}]}}
  ByAttribute: {Type: A::B::C, Properties: {Any: !GetAtt Base.Arn}}
  ByText: {Type: A::B::C, Properties: {Any: !Sub "x \${Base.Arn}"}}
  ByMetadata: {Type: A::B::C, Metadata: {AWS::CloudFormation::Init: {config: {commands: {a: {command: !Sub "echo \${Base}"}}}}}}
  ByName: {Type: A::B::C, DependsOn: ByText}
  Literal: {Type: A::B::C, Properties: {Any: !Sub "\${!Base}"}}
  Round: {Type: A::B::C, DependsOn: Trip}
  Trip: {Type: A::B::C, DependsOn: Round}
`).set.stacks[0]!;
const waits = (id: string) => waitsFor(resources.get(id)!, resources.get('Base')!);

test('a resource waits for what it refers to, by whichever function and over others', () => {
  for (const id of ['ByRef', 'ByAttribute', 'ByText', 'ByMetadata', 'ByName'])
    expect([id, waits(id)]).toEqual([id, true]);
});

test('a resource waits for nothing else, and cycles end', () => {
  for (const id of ['Literal', 'Round', 'Base']) expect([id, waits(id)]).toEqual([id, false]);
});
