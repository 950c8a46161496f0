import { arn } from '../../test-clients';
import { register } from './life';
import { World, type WorldGroup, type WorldResource, type WorldService, type WorldStack } from './world';

/** One resource, as `Id Type physical-id`. */
export function resource(text: string, given: Partial<WorldResource> = {}): WorldResource {
  const [logicalId = '', type = '', physicalId = ''] = text.split(' ');
  const made = { logicalId, type: `AWS::${type}`, physicalId, dependsOn: [], status: 'CREATE_COMPLETE', since: 0 };
  return { ...made, ...given };
}

export function stack(name: string, resources: WorldResource[], given: Partial<WorldStack> = {}): WorldStack {
  const id = `arn:aws:cloudformation:eu-west-1:111122223333:stack/${name}/1`;
  return { id, name, isTerminationProtected: false, exports: [], status: 'CREATE_COMPLETE', resources, ...given };
}

export const service = (name: string, given: Partial<WorldService> = {}): WorldService => ({
  ...{ name, cluster: 'Shop', stack: 'Shop', kind: 'replica', green: 0, status: 'ACTIVE', desired: 1 },
  ...given,
});

export const group = (given: Partial<WorldGroup> = {}): WorldGroup => ({
  ...{ name: 'shop-group', cluster: 'Shop', min: 1, max: 3, desired: 1, protectsNew: true, warm: 0 },
  ...{ isTerminateSuspended: false, isDeletionProtected: false, isGone: false },
  ...given,
});

/** A stack with a cluster, one group of one protected instance, and one service with one protected task. */
export function smallAccount(now: number): World {
  const world = new World(now, () => 0.5);
  world.clusters.push({ name: 'Shop', isGone: false });
  world.groups.push(group());
  world.instances.push({ id: 'i-1', group: 'shop-group', state: 'InService', since: 0, isProtected: true });
  register(world, 'Shop', 'i-1');
  world.services.push(service('Web'));
  world.startTask('Shop', 'service:Web', world.hosts[0], true);
  world.stacks.push(
    stack('Shop', [
      resource('Cluster ECS::Cluster Shop'),
      resource('Group AutoScaling::AutoScalingGroup shop-group', { dependsOn: ['Cluster'] }),
      resource(`Web ECS::Service ${arn.service('Web')}`, { dependsOn: ['Cluster', 'Group'] }),
      resource('Bucket S3::Bucket shop-bucket', { policy: 'Retain' }),
    ]),
  );
  return world;
}
