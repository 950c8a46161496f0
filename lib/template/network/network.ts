import type { Resource } from '../stack/resource';
import type { TemplateSet } from '../stack/template-set';
import { Reference } from '../value/value';
import { Forwarding } from './forwarding';
import { Routing } from './routing';
import { SecurityGroups } from './security-group';
import { VpcEndpoint } from './vpc-endpoint';

/** The VPCs of the templates: how their subnets are routed, what their security groups open, which endpoints they have. */
export class Network {
  readonly routing: Routing;
  readonly securityGroups: SecurityGroups;
  readonly forwarding: Forwarding;
  readonly endpoints: readonly VpcEndpoint[];

  constructor(private readonly set: TemplateSet) {
    this.routing = new Routing(set);
    this.securityGroups = new SecurityGroups(set);
    this.forwarding = new Forwarding(set);
    this.endpoints = set.resources('AWS::EC2::VPCEndpoint').map((resource) => new VpcEndpoint(resource));
  }

  /** The VPC of a subnet, target group, endpoint or security group, when the templates hold it. */
  vpcOf(resource: Resource | undefined): Resource | undefined {
    if (resource?.type === 'AWS::EC2::VPC') return resource;
    const vpc = this.set.resourceOf(resource?.properties['VpcId']);
    return vpc?.type === 'AWS::EC2::VPC' ? vpc : undefined;
  }

  /**
   * Whether a stack that was not given may add to a VPC: it is exported under a name that people chose. Exports that
   * the CDK makes are for stacks of the same app.
   */
  isShared(vpc: Resource): boolean {
    const { stack } = vpc;
    return stack.outputs.some((output) => {
      const name = stack.exportName(output);
      if (name === undefined || name.includes(':ExportsOutput')) return false;
      const value = stack.output(output);
      return value instanceof Reference && value.stack === stack.stack && value.logicalId === vpc.logicalId;
    });
  }
}
