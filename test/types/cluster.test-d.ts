import { Stack } from 'aws-cdk-lib';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import type { Cluster, ICluster } from 'aws-cdk-lib/aws-ecs';
import {
  type CapacityStrategy,
  Ec2Cluster,
  type ICapacityCluster,
  mixed,
  onDemand,
  reserved,
  spot,
} from '../../lib/cluster';

const stack = new Stack();
const vpc = new Vpc(stack, 'Vpc');

const cluster = new Ec2Cluster(stack, 'Cluster', {
  vpc,
  capacity: {
    steady: onDemand({ instanceTypes: ['m7g.large'], min: 2, max: 6 }),
    burst: spot({ instanceTypes: ['m7g.large', 'm6g.large'], max: 10 }),
  },
});

// The names are inferred, and survive a subclass and the interface.
cluster.capacityProviderName('steady') satisfies string;
// @ts-expect-error -- no capacity of that name
cluster.capacityProviderName('steadyy');
// @ts-expect-error -- no capacity of that name
cluster.capacityOf('bursts');

class ShopCluster extends Ec2Cluster<'web' | 'batch'> {}

/** Stands for Service: infers the names from the cluster alone. */
declare function service<C extends string>(cluster: ICapacityCluster<C>, capacity: CapacityStrategy<NoInfer<C>>): void;
declare const shop: ShopCluster;
service(cluster, { steady: { base: 1 }, burst: { weight: 3 } });
service(shop, { web: {}, batch: { weight: 2 } });
// @ts-expect-error -- a misspelt name
service(shop, { weeb: {} });
// @ts-expect-error -- a misspelt name
service(cluster, { steady: { base: 1 }, brust: { weight: 3 } });

// An import has the same typed names.
const imported = Ec2Cluster.fromCapacityAttributes(stack, 'Imported', {
  clusterName: 'live',
  vpc,
  capacity: { steady: 'provider-a' },
});
service(imported, { steady: {} });
// @ts-expect-error -- a misspelt name
service(imported, { burst: {} });

// It is its L2, static side included.
cluster satisfies Cluster satisfies ICluster;
cluster satisfies Ec2Cluster satisfies ICapacityCluster;
shop satisfies Ec2Cluster satisfies ICapacityCluster;
Ec2Cluster satisfies Pick<typeof Cluster, 'fromClusterArn' | 'fromClusterAttributes' | 'isCluster'>;

// The cluster's own default strategy is written in its names.
new Ec2Cluster(stack, 'Default', {
  vpc,
  capacity: { steady: onDemand({ instanceTypes: ['m7g.large'], max: 6 }) },
  defaultStrategy: { steady: { base: 1 } },
});
new Ec2Cluster(stack, 'Misspelt', {
  vpc,
  capacity: { steady: onDemand({ instanceTypes: ['m7g.large'], max: 6 }) },
  // @ts-expect-error -- a misspelt name
  defaultStrategy: { stedy: { base: 1 } },
});

// Every function that takes a plain cluster takes ours.
declare function plain(cluster: ICluster): void;
plain(cluster);
plain(imported);

// Spot instances are taken back whatever protects them, and a warm pool cannot hold them.
// @ts-expect-error -- no scale-in protection
spot({ instanceTypes: ['m7g.large'], max: 2, scaleInProtection: true });
// @ts-expect-error -- no scale-in protection
mixed({ instanceTypes: ['m7g.large'], max: 2, onDemandPercent: 50, scaleInProtection: true });
// @ts-expect-error -- no warm pool
spot({ instanceTypes: ['m7g.large'], max: 2, warmPool: {} });
onDemand({ instanceTypes: ['m7g.large'], max: 2, scaleInProtection: true, warmPool: { min: 1 } });

// Instances are named or required, not both, and not neither.
const requirements = { vCpuCount: { min: 2 }, memoryMiB: { min: 8192 } };
onDemand({ requirements, architecture: 'arm64', max: 2 });
// @ts-expect-error -- what has no names needs an architecture
onDemand({ requirements, max: 2 });
// @ts-expect-error -- named and required
onDemand({ instanceTypes: ['m7g.large'], requirements, architecture: 'arm64', max: 2 });
// @ts-expect-error -- neither
onDemand({ max: 2 });
// @ts-expect-error -- no type at all
onDemand({ instanceTypes: [], max: 2 });
// @ts-expect-error -- no end to the bill
onDemand({ instanceTypes: ['m7g.large'] });

// Amazon Linux 2 is at its end of life.
onDemand({ instanceTypes: ['m7g.large'], max: 2, operatingSystem: 'bottlerocket' });
// @ts-expect-error -- not offered
onDemand({ instanceTypes: ['m7g.large'], max: 2, operatingSystem: 'al2' });

// Reservations by ids or by groups.
reserved({ instanceTypes: ['m7g.large'], max: 2, reservations: { ids: ['cr-1'] } });
// @ts-expect-error -- both
reserved({ instanceTypes: ['m7g.large'], max: 2, reservations: { ids: ['cr-1'], resourceGroupArns: ['arn:g'] } });
// @ts-expect-error -- none
reserved({ instanceTypes: ['m7g.large'], max: 2, reservations: { ids: [] } });

// Agent settings are known by name and by type.
onDemand({ instanceTypes: ['m7g.large'], max: 2, agent: { reservedMemoryMiB: 256, logDrivers: ['awslogs'] } });
// @ts-expect-error -- no such setting
onDemand({ instanceTypes: ['m7g.large'], max: 2, agent: { reservedMemory: 256 } });
// @ts-expect-error -- no such driver
onDemand({ instanceTypes: ['m7g.large'], max: 2, agent: { logDrivers: ['cloudwatch'] } });
// @ts-expect-error -- derived from the purchase option
onDemand({ instanceTypes: ['m7g.large'], max: 2, agent: { spotInstanceDraining: true } });
