import { type App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ApplicationLoadBalancer, ListenerAction, ListenerCondition } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Service } from '../../lib/service';
import { shopCluster, webTask } from '../service/shop';
import { testApp } from '../synth';

/** Two services of one stack on the instances' own network, behind one load balancer. */
function twoBridgeServices(app: App, split: boolean): Stack {
  const platform = new Stack(app, 'Platform');
  const shop = split ? new Stack(app, 'Shop') : platform;
  const cluster = shopCluster(platform);
  const balancer = new ApplicationLoadBalancer(shop, 'Alb', { vpc: cluster.vpc });
  const listener = balancer.addListener('Http', { port: 80, defaultAction: ListenerAction.fixedResponse(404) });
  const taskDefinition = webTask(shop, 'bridge');
  for (const [index, id] of ['First', 'Second'].entries()) {
    const conditions = [ListenerCondition.pathPatterns([`/${id}/*`])];
    const exposure = { container: 'app', port: 'http', listener, conditions, priority: index + 1 } as const;
    new Service(shop, id, { cluster, taskDefinition, capacity: { steady: {} }, loadBalancing: [exposure] });
  }
  return shop;
}

test.each([
  ['one stack', false],
  ['a stack of the cluster and a stack of the services', true],
])('services that share instances share the rules that let the load balancer in: %s', (_, split) => {
  const template = Template.fromStack(twoBridgeServices(testApp(), split));
  for (const type of ['AWS::EC2::SecurityGroupIngress', 'AWS::EC2::SecurityGroupEgress']) {
    const rules = Object.values(template.findResources(type)).map(({ Properties }) => JSON.stringify(Properties));
    // EC2 refuses a rule that is there already. One for each capacity.
    expect(rules.length).toBe(2);
    expect(new Set(rules).size).toBe(rules.length);
  }
});
