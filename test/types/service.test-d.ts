import { Duration, Stack } from 'aws-cdk-lib';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type {
  ApplicationListener,
  ApplicationTargetGroup,
  NetworkListener,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Ec2Cluster, onDemand, spot } from '../../lib/cluster';
import { Service } from '../../lib/service';
import { httpHealth, TaskDefinition } from '../../lib/task';

const stack = new Stack();
const cluster = new Ec2Cluster(stack, 'Cluster', {
  vpc: new Vpc(stack, 'Vpc'),
  capacity: {
    steady: onDemand({ instanceTypes: ['m7g.large'], max: 6 }),
    burst: spot({ instanceTypes: ['m7g.large'], max: 10 }),
  },
});
const image = ecs.ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx:stable');
const size = { image, cpuUnits: 128, memoryMiB: 128 };
const web = new TaskDefinition(stack, 'Web', {
  networkMode: 'awsvpc',
  containers: {
    app: {
      ...size,
      ports: { http: 8080, admin: 9000 },
      healthCheck: httpHealth({ port: 'http', startup: Duration.seconds(30) }),
    },
    proxy: { ...size, ports: { https: 8443 } },
    helper: size,
  },
});
declare const listener: ApplicationListener;
declare const nlb: NetworkListener;
declare const targetGroup: ApplicationTargetGroup;
const base = { cluster, taskDefinition: web } as const;
const capacity = { steady: { base: 1 }, burst: { weight: 3 } } as const;

// What is right compiles.
const service = new Service(stack, 'A', {
  ...base,
  desiredCount: 3,
  capacity,
  loadBalancing: [
    { container: 'app', port: 'http', listener },
    { container: 'proxy', port: 'https', listener: nlb },
  ],
  serviceConnect: { services: [{ container: 'app', port: 'admin', dnsName: 'admin' }] },
  cloudMap: { container: 'app', port: 'http' },
});
new Service(stack, 'B', { ...base, capacity: { burst: {} }, scaling: { min: 1, max: 4, cpuPercent: 60 } });
new Service(stack, 'C', { ...base, daemon: true });
new Service(stack, 'D', { ...base, capacity, deployment: { strategy: 'canary', canaryPercent: 10 } });
service satisfies ecs.Ec2Service satisfies ecs.BaseService satisfies ecs.IService;
Service satisfies Pick<typeof ecs.Ec2Service, 'fromEc2ServiceArn' | 'fromEc2ServiceAttributes'>;
service.portOf('app', 'admin');
class Mine extends Service<typeof web, 'steady' | 'burst'> {}
declare const mine: Mine;
mine.portOf('proxy', 'https');

// A plain cluster takes the names of providers, a plain task definition those of containers and ports, and numbers.
declare const plain: ecs.Cluster;
declare const plainTask: ecs.Ec2TaskDefinition;
new Service(stack, 'E', { cluster: plain, taskDefinition: plainTask, desiredCount: 1, capacity: { provider: {} } });
new Service(stack, 'F', {
  cluster,
  taskDefinition: plainTask,
  capacity,
  loadBalancing: [{ container: 'web', port: 80, listener }],
});

// @ts-expect-error -- 'stedy' is no capacity of the cluster
new Service(stack, 'R1', { ...base, capacity: { stedy: { weight: 1 } } });
// @ts-expect-error -- 'ap' is no container
new Service(stack, 'R2', { ...base, capacity, loadBalancing: [{ container: 'ap', port: 'http', listener }] });
// @ts-expect-error -- 'htp' is no port of app
new Service(stack, 'R3', { ...base, capacity, loadBalancing: [{ container: 'app', port: 'htp', listener }] });
// @ts-expect-error -- 'https' is a port of another container
new Service(stack, 'R4', { ...base, capacity, loadBalancing: [{ container: 'app', port: 'https', listener }] });
// @ts-expect-error -- helper has no ports
new Service(stack, 'R5', { ...base, capacity, loadBalancing: [{ container: 'helper', port: 'http', listener }] });
// @ts-expect-error -- a daemon takes no desiredCount
new Service(stack, 'R6', { ...base, daemon: true, desiredCount: 2 });
// @ts-expect-error -- a daemon takes no capacity
new Service(stack, 'R7', { ...base, daemon: true, capacity });
// @ts-expect-error -- a daemon does not scale
new Service(stack, 'R8', { ...base, daemon: true, scaling: { min: 1, max: 2 } });
// @ts-expect-error -- scaling sets the number of tasks
new Service(stack, 'R9', { ...base, capacity, desiredCount: 2, scaling: { min: 1, max: 4 } });
// @ts-expect-error -- 'cpuPercnt' is no option of scaling
new Service(stack, 'R10', { ...base, capacity, scaling: { min: 1, max: 4, cpuPercnt: 50 } });
// @ts-expect-error -- only rolling deployments have a circuit breaker
new Service(stack, 'R11', { ...base, capacity, deployment: { strategy: 'blue-green', circuitBreaker: {} } });
// @ts-expect-error -- a canary has no steps
new Service(stack, 'R12', { ...base, capacity, deployment: { strategy: 'canary', stepPercent: 10 } });
const onNetwork = { container: 'app', port: 'http', listener: nlb, conditions: [] } as const;
// @ts-expect-error -- a Network Load Balancer has no conditions
new Service(stack, 'R13', { ...base, capacity, loadBalancing: [onNetwork] });
// @ts-expect-error -- 'htp' is no port
new Service(stack, 'R14', { ...base, capacity, serviceConnect: { services: [{ container: 'app', port: 'htp' }] } });
// @ts-expect-error -- 'htp' is no port
new Service(stack, 'R15', { ...base, capacity, cloudMap: { container: 'app', port: 'htp' } });
// @ts-expect-error -- 'proxi' is no container
service.portOf('proxi', 'https');
// @ts-expect-error -- http is a port of another container
service.portOf('proxy', 'http');
// @ts-expect-error -- the port is missing
new Service(stack, 'R16', { ...base, capacity, loadBalancing: [{ container: 'app', listener }] });
// @ts-expect-error -- capacity is missing
new Service(stack, 'R17', { ...base, desiredCount: 1 });
const both = { container: 'app', port: 'http', listener, targetGroup } as const;
// @ts-expect-error -- a listener or a target group
new Service(stack, 'R18', { ...base, capacity, loadBalancing: [both] });
const twice = { container: 'app', port: 'http', targetGroup, deregistrationDelay: Duration.seconds(5) } as const;
// @ts-expect-error -- a target group that exists has its own delay
new Service(stack, 'R19', { ...base, capacity, loadBalancing: [twice] });
const sticky = { container: 'app', port: 'http', listener: nlb, stickiness: Duration.hours(1) } as const;
// @ts-expect-error -- a Network Load Balancer sets no cookies
new Service(stack, 'R20', { ...base, capacity, loadBalancing: [sticky] });
