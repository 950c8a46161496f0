import { metadataReach } from '../../lib/rules/security/metadata-reach';
import { modelOf } from '../template/model-of';

const reach = (mode: string, options: string, userData = '', image = '') => {
  const model = modelOf(`Resources:
  Cluster: {Type: AWS::ECS::Cluster, Properties: {ClusterName: shop}}
  Template:
    Type: AWS::EC2::LaunchTemplate
    Properties:
      LaunchTemplateData:
        UserData: "echo ECS_CLUSTER=shop >> /etc/ecs/ecs.config\\n${userData}"
        MetadataOptions: ${options}
        ImageId: "${image}"
  Group:
    Type: AWS::AutoScaling::AutoScalingGroup
    Properties: {MaxSize: 1, LaunchTemplate: {LaunchTemplateId: !Ref Template, Version: "1"}}
`);
  return metadataReach(mode, model.capacitiesOf(model.clusters[0]!)[0]!);
};

const AL2023 = '{{resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id}}';
const DROP = 'iptables --insert DOCKER-USER 1 --in-interface docker+ --destination 169.254.169.254/32 --jump DROP';

test.each([
  ['host', '{HttpTokens: required, HttpPutResponseHopLimit: 1}', '', '', 'host-mode'],
  ['bridge', '{HttpTokens: required, HttpPutResponseHopLimit: 1}', '', '', undefined],
  ['bridge', '{HttpTokens: required, HttpPutResponseHopLimit: 2}', '', '', 'hop-limit'],
  ['bridge', '{HttpTokens: required}', '', '', undefined],
  ['bridge', '{HttpTokens: required}', '', AL2023, 'image-hop-limit'],
  ['bridge', '{HttpPutResponseHopLimit: 1}', '', AL2023, undefined],
  ['bridge', '{HttpTokens: optional}', '', '', 'no-token'],
  ['bridge', '{HttpTokens: optional}', DROP, '', undefined],
  ['awsvpc', '{HttpTokens: required, HttpPutResponseHopLimit: 1}', '', '', 'no-block'],
  ['awsvpc', '{}', 'echo ECS_AWSVPC_BLOCK_IMDS=true >> /etc/ecs/ecs.config', '', undefined],
])('%s with %s %s', (mode, options, userData, image, expected) =>
  expect(reach(mode, options, userData, image)).toBe(expected),
);
