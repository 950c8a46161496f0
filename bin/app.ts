import { App } from 'aws-cdk-lib';
import { ShopImages } from '../examples/shop/images';
import { ShopPlatform } from '../examples/shop/platform';
import { Shop } from '../examples/shop/shop';

export const app = new App();

/** The tag of the images to run: `cdk deploy --context release=v1.4.3`. */
const release: string = app.node.tryGetContext('release') ?? 'v1.0.0';

const images = new ShopImages(app, 'ShopImages');
const platform = new ShopPlatform(app, 'ShopPlatform');
new Shop(app, 'Shop', { images, platform, release });
