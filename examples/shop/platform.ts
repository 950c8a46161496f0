import { RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as efs from 'aws-cdk-lib/aws-efs';
import { Ec2Cluster, onDemand, spot } from 'cdk-stowage';
import type { Construct } from 'constructs';

/** What the shop runs on: a network, a cluster of Graviton instances from two purchase options, and a file system. */
export class ShopPlatform extends Stack {
  readonly vpc: ec2.Vpc;
  readonly cluster: Ec2Cluster<'steady' | 'burst'>;
  readonly uploads: efs.FileSystem;

  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);

    this.vpc = new ec2.Vpc(this, 'Vpc', {
      maxAzs: 2,
      // Layers of images come from S3: past the NAT gateways they cost nothing.
      gatewayEndpoints: { S3: { service: ec2.GatewayVpcEndpointAwsService.S3 } },
    });

    this.cluster = new Ec2Cluster(this, 'Cluster', {
      vpc: this.vpc,
      trunking: true,
      capacity: {
        steady: onDemand({ instanceTypes: ['m7g.large'], min: 2, max: 6 }),
        burst: spot({ instanceTypes: ['m7g.large', 'm6g.large'], min: 0, max: 6 }),
      },
      defaultCloudMapNamespace: { name: 'shop.internal' },
    });

    this.uploads = new efs.FileSystem(this, 'Uploads', {
      vpc: this.vpc,
      encrypted: true,
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }
}
