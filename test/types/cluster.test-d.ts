import { Stack } from 'aws-cdk-lib';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import type { Cluster, ICluster } from 'aws-cdk-lib/aws-ecs';
import { type CapacityStrategy, Ec2Cluster, type ICapacityCluster, onDemand, spot } from '../../lib/cluster';

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
Ec2Cluster satisfies Pick<typeof Cluster, 'fromClusterArn' | 'fromClusterAttributes' | 'isCluster'>;
