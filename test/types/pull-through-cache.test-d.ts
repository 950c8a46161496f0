import type { Stack } from 'aws-cdk-lib';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { PullThroughCache } from '../../lib/images';

declare const stack: Stack;
declare const credentials: ISecret;

new PullThroughCache(stack, 'Hub', { upstream: 'docker-hub', credentials });
new PullThroughCache(stack, 'Azure', { upstream: 'azure-container-registry', host: 'shop.azurecr.io', credentials });
const open = new PullThroughCache(stack, 'Public', { upstream: 'ecr-public' });
export const image: ecs.ContainerImage = open.image('docker/library/redis:7');
// @ts-expect-error Docker Hub asks for credentials
new PullThroughCache(stack, 'HubWithout', { upstream: 'docker-hub' });
// @ts-expect-error ECR takes no credentials for Quay
new PullThroughCache(stack, 'QuayWith', { upstream: 'quay', credentials });
// @ts-expect-error an Azure registry has a host of its own
new PullThroughCache(stack, 'AzureWithout', { upstream: 'azure-container-registry', credentials });
// @ts-expect-error no registry that ECR reads from
new PullThroughCache(stack, 'Other', { upstream: 'registry.example.com' });
