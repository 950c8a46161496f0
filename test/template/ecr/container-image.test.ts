import { isUnknown } from '../../../lib/template';
import { modelOf } from '../model-of';

const imageOf = (image: string) => {
  const model = modelOf(`Parameters: {Tag: {Type: String}, Image: {Type: String}}
Resources:
  Images: {Type: AWS::ECR::Repository, Properties: {RepositoryName: shop/web}}
  Task: {Type: AWS::ECS::TaskDefinition, Properties: {ContainerDefinitions: [{Name: a, Image: ${image}}]}}
`);
  const { repository, tag, pinned } = model.imageOf(model.taskDefinitions[0]!.containers[0]!);
  return { repository: repository?.logicalId, tag: isUnknown(tag) ? 'unknown' : tag, pinned };
};

test.each([
  ['nginx', undefined, undefined, false],
  ['"localhost:5000/nginx"', undefined, undefined, false],
  ['"localhost:5000/nginx:1.25"', undefined, '1.25', false],
  ['"nginx@sha256:00"', undefined, undefined, true],
  ['"nginx:1@sha256:00"', undefined, undefined, true],
  ['!Sub "nginx:$' + '{Tag}"', undefined, 'unknown', false],
  ['!Sub "nginx:v$' + '{Tag}"', undefined, 'unknown', false],
  ['!Ref Image', undefined, 'unknown', false],
  ['!Sub "$' + '{Images.RepositoryUri}:v1"', 'Images', 'v1', false],
  ['!Sub "$' + '{Images.RepositoryUri}"', 'Images', undefined, false],
  ['!Sub "$' + '{Images.RepositoryUri}@sha256:00"', 'Images', undefined, true],
  ['"111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop/web:v1"', 'Images', 'v1', false],
  ['"111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop/other:v1"', undefined, 'v1', false],
])('%s', (image, repository, tag, pinned) => expect(imageOf(image)).toEqual({ repository, tag, pinned }));
