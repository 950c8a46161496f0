import { cidrsOverlap, isUnknown, policyAllows } from '../../../lib/template';
import { modelOf } from '../model-of';

const [api, gateway, silent] = modelOf(`
Resources:
  Api:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      ServiceName: !Sub com.amazonaws.\${AWS::Region}.ecr.api
      VpcEndpointType: Interface
      PrivateDnsEnabled: true
      PolicyDocument:
        Statement:
          - {Effect: Allow, Principal: "*", Action: "ecr:Get*", Resource: "*"}
          - {Effect: Deny, Principal: "*", Action: "ecr:GetDownloadUrlForLayer", Resource: "*"}
  Gateway:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      ServiceName: com.amazonaws.eu-west-1.s3
      PolicyDocument: {Statement: {Effect: Allow, Principal: "*", Action: s3:GetObject, Resource: "arn:aws:s3:::my-bucket/*"}}
  Silent: {Type: AWS::EC2::VPCEndpoint, Properties: {ServiceName: cn.com.amazonaws.cn-north-1.ecs-agent, VpcEndpointType: Interface}}
`).network.endpoints;

test('an endpoint is of a service, whatever the region', () => {
  expect([api!.service, gateway!.service, silent!.service]).toEqual(['ecr.api', 's3', 'ecs-agent']);
  expect([api!.kind, gateway!.kind]).toEqual(['Interface', 'Gateway']);
  expect(api!.privateDns).toBe(true);
  expect(isUnknown(silent!.privateDns)).toBe(true);
});

test('a policy refuses what no statement of it lets through', () => {
  const allows = (endpoint: typeof api, action: string, resource?: string) =>
    policyAllows(endpoint!.resource.properties, action, resource);
  expect(allows(api, 'ecr:GetAuthorizationToken')).toBe(true);
  expect(allows(api, 'ecr:BatchGetImage')).toBe(false);
  expect(allows(api, 'ecr:GetDownloadUrlForLayer')).toBe(false);
  expect(allows(gateway, 's3:GetObject', 'arn:aws:s3:::my-bucket/key')).toBe(true);
  expect(allows(gateway, 's3:GetObject', 'arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/layer')).toBe(false);
  expect(allows(silent, 'anything')).toBe(true);
});

test('blocks of addresses overlap or not', () => {
  expect(cidrsOverlap('10.0.0.0/16', '10.0.3.0/24')).toBe(true);
  expect(cidrsOverlap('10.0.0.0/16', '10.1.0.0/16')).toBe(false);
  expect(cidrsOverlap('0.0.0.0/0', '192.168.0.1/32')).toBe(true);
  expect(cidrsOverlap('::/0', '10.0.0.0/8')).toBeUndefined();
});
