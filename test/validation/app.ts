import { type App, Duration } from 'aws-cdk-lib';
import { CfnService } from 'aws-cdk-lib/aws-ecs';
import { ListenerCondition } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Service } from '../../lib/service';
import { appListener, everything, networkListener, shopCluster, webTask, workerTask } from '../service/shop';
import { testStack } from '../synth';

// An app with services of every kind. Run on its own, it is synthesized with the CDK's validation on.
const stack = testStack({}, 'Valid');
const cluster = shopCluster(stack);
const web = webTask(stack);
const worker = workerTask(stack);
const capacity = { steady: { base: 1 }, burst: { weight: 2 } } as const;
const listener = appListener(stack, cluster.vpc);

new Service(stack, 'Rolling', {
  cluster,
  taskDefinition: web,
  capacity,
  scaling: { min: 2, max: 6, cpuPercent: 60, requestsPerTarget: 500 },
  deployment: { circuitBreaker: { threshold: { type: 'COUNT', value: 5 } }, bakeTime: Duration.minutes(2) },
  exec: true,
  loadBalancing: [{ container: 'app', port: 'http', listener, ...everything }],
});
new Service(stack, 'BlueGreen', {
  cluster,
  taskDefinition: web,
  capacity,
  deployment: { strategy: 'canary' },
  loadBalancing: [
    { container: 'app', port: 'http', listener, conditions: [ListenerCondition.hostHeaders(['green'])], priority: 20 },
  ],
});
new Service(stack, 'Network', {
  cluster,
  taskDefinition: web,
  capacity,
  loadBalancing: [{ container: 'app', port: 'http', listener: networkListener(stack, cluster.vpc) }],
});
new Service(stack, 'Batch', { cluster, taskDefinition: worker, capacity: { burst: {} }, desiredCount: 4 });
new Service(stack, 'Daemon', { cluster, taskDefinition: worker, daemon: true });

// A mistake on purpose: it shows that the validation was on, and nothing else may be found beside it.
new CfnService(stack, 'Mistake', { cluster: cluster.clusterName, schedulingStrategy: 'SOMETIMES' });
(stack.node.root as App).synth();
