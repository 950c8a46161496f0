import { runRules } from '../../lib/rules';
import { imageArchitecture } from '../../lib/rules/image/image-architecture';
import { DEFAULT_MODEL_ASSUMPTIONS, Model, readTemplates } from '../../lib/template';
import { memoryFiles } from '../template/memory-files';

const TEMPLATE = {
  Resources: {
    Cluster: { Type: 'AWS::ECS::Cluster', Properties: { ClusterName: 'shop' } },
    Configuration: {
      Type: 'AWS::AutoScaling::LaunchConfiguration',
      Properties: { InstanceType: 'm7g.large', UserData: 'echo ECS_CLUSTER=shop >> /etc/ecs/ecs.config' },
    },
    Group: {
      Type: 'AWS::AutoScaling::AutoScalingGroup',
      Properties: { MaxSize: 1, LaunchConfigurationName: { Ref: 'Configuration' } },
    },
    Task: {
      Type: 'AWS::ECS::TaskDefinition',
      Properties: {
        ContainerDefinitions: [
          { Name: 'app', Memory: 64, Image: { 'Fn::Sub': '1.dkr.ecr.x.amazonaws.com/assets:0abc' } },
        ],
      },
    },
    Service: {
      Type: 'AWS::ECS::Service',
      Properties: { Cluster: { Ref: 'Cluster' }, LaunchType: 'EC2', TaskDefinition: { Ref: 'Task' } },
    },
  },
};

/** A cloud assembly whose image asset is built for a platform, or for whichever computer builds it. */
function findings(platform?: string) {
  const dockerImages = {
    '0abc': { source: { directory: 'asset.0abc', platform }, destinations: { here: { imageTag: '0abc' } } },
  };
  const files = memoryFiles({
    'out/manifest.json': JSON.stringify({
      artifacts: { Shop: { type: 'aws:cloudformation:stack', properties: { templateFile: 'Shop.template.json' } } },
    }),
    'out/Shop.template.json': JSON.stringify(TEMPLATE),
    'out/Shop.assets.json': JSON.stringify({ dockerImages }),
  });
  return runRules([imageArchitecture], new Model(readTemplates(['out'], { files }), DEFAULT_MODEL_ASSUMPTIONS));
}

test('an image that the CDK builds for another architecture than the instances is found', () => {
  expect(findings('linux/amd64')).toMatchObject([
    { state: 'fails', logicalId: 'Service', facts: { builtFor: 'x86_64', instances: 'arm64' } },
  ]);
  expect(findings('linux/arm64')).toEqual([]);
  expect(findings()).toEqual([]);
});
