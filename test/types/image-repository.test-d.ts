import { RemovalPolicy, type Stack } from 'aws-cdk-lib';
import type * as ecr from 'aws-cdk-lib/aws-ecr';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import { ImageRepository } from '../../lib/images';

declare const stack: Stack;
declare const anyTag: string;

const images = new ImageRepository(stack, 'Images', { mutableTags: ['latest', 'main-*'] });
export const l2: ecr.Repository = images;
export const plain: ImageRepository = images;
export const image: ecs.ContainerImage = images.release('v1.4.2');
images.release(anyTag);
images.release(`sha-${anyTag}`);
// @ts-expect-error a mutable tag is not a release
images.release('latest');
// @ts-expect-error a tag under a mutable pattern is not a release
images.release('main-17');
new ImageRepository(stack, 'Plain').release('latest');

new ImageRepository(stack, 'Destroyed', { removalPolicy: RemovalPolicy.DESTROY, emptyOnDelete: true });
new ImageRepository(stack, 'Kept', { removalPolicy: RemovalPolicy.RETAIN, emptyOnDelete: false });
// @ts-expect-error emptying needs DESTROY
new ImageRepository(stack, 'Emptied', { emptyOnDelete: true });
// @ts-expect-error emptying a retained repository
new ImageRepository(stack, 'Retained', { removalPolicy: RemovalPolicy.RETAIN, emptyOnDelete: true });
// @ts-expect-error at least one mutable tag
new ImageRepository(stack, 'None', { mutableTags: [] });
// @ts-expect-error at most five mutable tags
new ImageRepository(stack, 'Six', { mutableTags: ['a', 'b', 'c', 'd', 'e', 'f'] });
// @ts-expect-error not a kind of encryption
new ImageRepository(stack, 'Encrypted', { encryption: 'rot13' });

export class OwnRepository extends ImageRepository {}
