export { ImageRepository } from './image-repository';
export type {
  DeletionOptions,
  ImageRepositoryOptions,
  ImageRepositoryProps,
  LifecycleOptions,
  MutableTags,
} from './image-repository-props';
export type { PullAccess } from './pull-access';
export {
  PullThroughCache,
  type PullThroughCacheOptions,
  type PullThroughCacheProps,
} from './registry/pull-through-cache';
export {
  RegistryReplication,
  type RegistryReplicationProps,
  type ReplicationDestination,
  type ReplicationRule,
} from './registry/registry-replication';
export { ReplicationPermission, type ReplicationPermissionProps } from './registry/replication-permission';
export type { Upstream } from './registry/upstream';
export type { TagPattern, TagsOf } from './tag-pattern';
