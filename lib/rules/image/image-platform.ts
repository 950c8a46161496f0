import { type ContainerImage, isUnknown, type Resource } from '../../template';

/** What an image is built for, by the names that placement uses. */
export type ImageArchitecture = 'x86_64' | 'arm64';

/** How images say in their names what they are built for: Docker's own namespaces, and the ends of tags. */
const NAMED: readonly (readonly [pattern: RegExp, architecture: ImageArchitecture])[] = [
  [/(^|\/)arm64v8\//, 'arm64'],
  [/(^|\/)amd64\//, 'x86_64'],
  [/:[^/]*[-_.](arm64(v8)?|aarch64)$/, 'arm64'],
  [/:[^/]*[-_.](amd64|x86[-_]64)$/, 'x86_64'],
];

/**
 * The architecture that an image is surely built for: the CDK builds it for a platform, or its name says so.
 * Undefined when nothing tells; an image may be built for several.
 */
export function architectureOfImage(
  { address, tag }: ContainerImage,
  { stack }: Resource,
): ImageArchitecture | undefined {
  const platform = tag === undefined || isUnknown(tag) ? undefined : stack.source.imagePlatforms?.get(tag);
  if (platform?.startsWith('linux/arm64')) return 'arm64';
  if (platform?.startsWith('linux/amd64')) return 'x86_64';
  return NAMED.find(([pattern]) => pattern.test(address))?.[1];
}
