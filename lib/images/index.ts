export { ImageRepository } from './image-repository';
export type {
  DeletionOptions,
  ImageRepositoryOptions,
  ImageRepositoryProps,
  LifecycleOptions,
  MutableTags,
} from './image-repository-props';
export type { PullAccess } from './pull-access';
export type { TagPattern, TagsOf } from './tag-pattern';
