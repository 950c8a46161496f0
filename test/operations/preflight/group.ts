/** A template of one cluster with one group of instances; `group` and `launch` add properties, `more` adds resources. */
export const groupTemplate = ({
  type = 'm7g.large',
  zones = '[eu-west-1a, eu-west-1b]',
  maxSize = 4,
  launch = '',
  more = '',
} = {}): string => `
Resources:
  Cluster: { Type: 'AWS::ECS::Cluster', Properties: { ClusterName: Shop } }
  Launch:
    Type: AWS::EC2::LaunchTemplate
    Properties:
      LaunchTemplateData:
        InstanceType: ${type}
        UserData: { 'Fn::Base64': "#!/bin/bash\\necho ECS_CLUSTER=Shop >> /etc/ecs/ecs.config" }
        ${launch}
  Group:
    Type: AWS::AutoScaling::AutoScalingGroup
    Properties:
      AutoScalingGroupName: shop-group
      MinSize: 1
      MaxSize: ${maxSize}
      AvailabilityZones: ${zones}
      LaunchTemplate: { LaunchTemplateId: !Ref Launch, Version: 1 }
  ${more}
`;
