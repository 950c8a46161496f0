import { RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { ImageRepository } from 'cdk-stowage';
import type { Construct } from 'constructs';

/** One repository for each image of the shop. Deployed first, so that images can be pushed before anything runs. */
export class ShopImages extends Stack {
  readonly web = this.repository('Web');
  readonly worker = this.repository('Worker');
  readonly catalog = this.repository('Catalog');
  readonly cache = this.repository('Cache');
  readonly metrics = this.repository('Metrics');
  readonly reports = this.repository('Reports');

  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
  }

  private repository(id: string): ImageRepository {
    // An example is to be tried and thrown away; leave both lines out to keep the images with a real shop.
    return new ImageRepository(this, id, {
      keepReleases: 20,
      removalPolicy: RemovalPolicy.DESTROY,
      emptyOnDelete: true,
    });
  }
}
