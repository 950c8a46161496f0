import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { ImageRepository, PullThroughCache } from '../../lib/images';
import { TaskDefinition } from '../../lib/task';
import { testStack } from '../synth';

test('images of every source stand side by side in one task definition', () => {
  const directory = mkdtempSync(join(tmpdir(), 'image-'));
  writeFileSync(join(directory, 'Dockerfile'), 'FROM scratch\n');
  const stack = testStack();
  const images = new ImageRepository(stack, 'Images');
  const sizes = { cpuUnits: 64, memoryMiB: 64 };
  new TaskDefinition(stack, 'Task', {
    networkMode: 'bridge',
    containers: {
      release: { image: images.release('v1'), ...sizes },
      digest: { image: images.digest(`sha256:${'0a'.repeat(32)}`), ...sizes },
      cached: { image: new PullThroughCache(stack, 'Quay', { upstream: 'quay' }).image('a/b:1'), ...sizes },
      asset: { image: ecs.ContainerImage.fromAsset(directory), ...sizes },
      registry: { image: ecs.ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27'), ...sizes },
    },
  });
  const template = Template.fromStack(stack);
  const [task] = Object.values(template.findResources('AWS::ECS::TaskDefinition'));
  const rendered: { Name: string; Image: unknown }[] = task!.Properties.ContainerDefinitions;
  const imageOf = (name: string) => JSON.stringify(rendered.find(({ Name }) => Name === name)!.Image);
  expect(imageOf('release')).toContain(':v1');
  expect(imageOf('digest')).toContain('@sha256:');
  expect(imageOf('cached')).toContain('/quay/a/b:1');
  expect(imageOf('asset')).toContain('container-assets');
  expect(imageOf('registry')).toContain('public.ecr.aws/nginx/nginx:1.27');
  const [policy] = Object.values(template.findResources('AWS::IAM::Policy'));
  expect(
    policy!.Properties.PolicyDocument.Statement.flatMap(({ Resource }: { Resource: unknown }) => Resource),
  ).toContainEqual(stack.resolve(images.repositoryArn));
});
