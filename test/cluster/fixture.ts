import { type Stack, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { type IVpc, Vpc } from 'aws-cdk-lib/aws-ec2';
import { ContainerImage, Ec2TaskDefinition, NetworkMode } from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import { type CapacitySpec, Ec2Cluster, type Ec2ClusterProps } from '../../lib/cluster';
import type { MisuseCode } from '../../lib/errors';
import { misuseOf } from '../misuse';
import { testStack } from '../synth';

/** A VPC with private subnets and one NAT gateway, in two zones. */
export function testVpc(stack: Stack): Vpc {
  return new Vpc(stack, 'Vpc', { maxAzs: 2, natGateways: 1, restrictDefaultSecurityGroup: false });
}

/** A plain L2 task definition with one container, which listens on port 80. */
export function plainTask(scope: Construct, networkMode = NetworkMode.BRIDGE): Ec2TaskDefinition {
  const taskDefinition = new Ec2TaskDefinition(scope, 'Task', { networkMode });
  taskDefinition.addContainer('app', {
    image: ContainerImage.fromRegistry('nginx'),
    memoryLimitMiB: 64,
    portMappings: [{ containerPort: 80 }],
  });
  return taskDefinition;
}

interface Fixture {
  readonly stack: Stack;
  readonly cluster: Ec2Cluster<'main'>;
  readonly template: Template;
}

type OtherProps = Partial<Omit<Ec2ClusterProps<'main'>, 'capacity' | 'vpc'>> & { readonly vpc?: IVpc };

/** A cluster with one capacity, `main`, and what it synthesizes to. */
export function clusterOf(main: CapacitySpec, props: OtherProps = {}, stack = testStack()): Fixture {
  const cluster = new Ec2Cluster(stack, 'Cluster', { ...props, vpc: props.vpc ?? testVpc(stack), capacity: { main } });
  return { stack, cluster, template: Template.fromStack(stack) };
}

/** The code with which a capacity is refused. */
export function refusalOf(main: CapacitySpec): MisuseCode | undefined {
  const stack = testStack();
  return misuseOf(() => new Ec2Cluster(stack, 'Cluster', { vpc: testVpc(stack), capacity: { main } }));
}

/** Whatever a template holds. */
type Properties = ReturnType<Template['findResources']>[string];

/** The properties of the one resource of a type. */
export function onlyResource(template: Template, type: string): Properties {
  const found = Object.values(template.findResources(type));
  expect(found).toHaveLength(1);
  return found[0]!.Properties;
}

/** The user data of the one launch template, with `the-cluster` for the cluster's name. */
export function userDataOf(template: Template): string {
  const data = onlyResource(template, 'AWS::EC2::LaunchTemplate').LaunchTemplateData.UserData['Fn::Base64'];
  const parts: unknown[] = data['Fn::Join'][1];
  return parts.map((part) => (typeof part === 'string' ? part : 'the-cluster')).join('');
}

/** A string that only CloudFormation knows. */
export const token = (): string => Token.asString({ Ref: 'SomeParameter' });
