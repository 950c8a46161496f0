import { Aspects, CfnResource, type IAspect, Tags } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnLaunchTemplate } from 'aws-cdk-lib/aws-ec2';
import { CfnCluster, CfnService, CfnTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { Service } from '../lib/service';
import { appListener, everything, shop, webTask } from './service/shop';

/** A web service with everything around it. */
function webShop() {
  const { stack, cluster, capacity } = shop();
  new Service(stack, 'Service', {
    cluster,
    taskDefinition: webTask(stack),
    capacity,
    loadBalancing: [{ container: 'app', port: 'http', listener: appListener(stack, cluster.vpc), ...everything }],
  });
  return stack;
}

interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
}

/** The resources, without the provider of the CDK's own custom resources, which is written as plain text. */
function own(resources: Record<string, Resource>): Resource[] {
  return Object.entries(resources).flatMap(([id, resource]) =>
    /^Custom.*CustomResourceProvider/.test(id) ? [] : [resource],
  );
}

/** Gives all roles a permissions boundary, as many companies do. */
class Boundary implements IAspect {
  readonly seen = new Set<string>();

  visit(node: IConstruct): void {
    if (CfnResource.isCfnResource(node)) this.seen.add(node.cfnResourceType);
    if (node instanceof CfnRole) node.permissionsBoundary = 'arn:aws:iam::aws:policy/PowerUserAccess';
  }
}

test('aspects reach everything, and change it', () => {
  const stack = webShop();
  const boundary = new Boundary();
  Aspects.of(stack).add(boundary);
  const resources = own(Template.fromStack(stack).toJSON().Resources);
  const roles = resources.filter(({ Type }) => Type === 'AWS::IAM::Role');
  expect(roles.length).toBeGreaterThan(3);
  for (const { Properties } of roles) expect(Properties.PermissionsBoundary).toBeDefined();
  // The association of the capacity providers is itself made by an aspect of the CDK, later than this one.
  const types = new Set(resources.map(({ Type }) => Type));
  types.delete('AWS::ECS::ClusterCapacityProviderAssociations');
  expect([...types].filter((type) => !boundary.seen.has(type))).toEqual([]);
});

test('tags reach everything that takes tags', () => {
  const stack = webShop();
  Tags.of(stack).add('team', 'shop');
  const template = Template.fromStack(stack);
  const tagged = [CfnCluster, CfnService, CfnTaskDefinition, CfnRole, CfnLaunchTemplate];
  for (const { CFN_RESOURCE_TYPE_NAME: type } of tagged) {
    const resources = own(template.findResources(type) as Record<string, Resource>);
    expect(resources.length).toBeGreaterThan(0);
    for (const { Properties } of resources) {
      expect(JSON.stringify(Properties.Tags ?? Properties.TagSpecifications)).toContain('"Key":"team","Value":"shop"');
    }
  }
});

test('an escape hatch reaches the resource', () => {
  const { stack, cluster, capacity } = shop();
  const service = new Service(stack, 'Service', { cluster, taskDefinition: webTask(stack), capacity });
  (service.node.defaultChild as CfnService).addPropertyOverride('DeploymentConfiguration.MaximumPercent', 150);
  Template.fromStack(stack).hasResourceProperties('AWS::ECS::Service', {
    DeploymentConfiguration: { MaximumPercent: 150 },
  });
});
