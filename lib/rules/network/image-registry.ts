import { type Container, Reference, type TemplateSet, textParts } from '../../template';

/** Where an image comes from: private ECR, a registry on the internet, or anything else. */
export type ImageRegistry = 'ecr' | 'internet' | 'unknown';

/** Registries that are reached over the internet alone. An image without a host is Docker Hub's. */
const PUBLIC = /^(public\.ecr\.aws|docker\.io|ghcr\.io|quay\.io|gcr\.io|mcr\.microsoft\.com|registry\.k8s\.io)\//;

export function imageRegistry({ image }: Container, set: TemplateSet): ImageRegistry {
  const parts = image === undefined ? undefined : textParts(image);
  if (!parts) return 'unknown';
  const text = parts.map((part) => (typeof part === 'string' ? part : '')).join('');
  if (/\.dkr[.-]ecr\./.test(text)) return 'ecr';
  const [first] = parts;
  if (first instanceof Reference && set.resourceOf(first)?.type === 'AWS::ECR::Repository') return 'ecr';
  if (typeof first !== 'string') return 'unknown';
  const host = text.includes('/') ? text.split('/')[0]! : '';
  const hasHost = host.includes('.') || host.includes(':') || host === 'localhost';
  return PUBLIC.test(text) || (!hasHost && parts.length === 1) ? 'internet' : 'unknown';
}
