import { nearNames } from '../../placement';
import type { Clients } from '../aws/clients';
import { everyPage } from '../aws/pages';
import { OperationError } from '../aws/problem/operation-error';
import { type Clock, systemClock } from '../clock';
import { accountNumber } from '../live/account-number';
import { fateOf, type ImageFate } from './fate';
import { type ImageInUse, imagesInUse } from './images-in-use';
import { keptImages, lifecycleRules } from './kept-images';

/** An image that something needs, and what becomes of it. */
export interface AuditedImage {
  readonly repository: string;
  /** Its tag or digest, as whoever uses it names it. */
  readonly image: string;
  readonly usedBy: readonly string[];
  readonly fate: ImageFate;
}

/** What an audit finds. */
export interface ImageAudit {
  readonly region: string;
  /** Repositories whose images are in use, or that were asked for. */
  readonly repositories: readonly { readonly name: string; readonly images: number; readonly rules: number }[];
  readonly images: readonly AuditedImage[];
  /** Addresses in other accounts' or regions' registries, which are not looked at. */
  readonly elsewhere: number;
}

/** What to audit. */
export interface ImageAuditRequest {
  /** Names of repositories. @default - all of the account in the region */
  readonly repositories?: readonly string[];
}

/**
 * Holds the lifecycle policies of repositories against the images that running tasks and services use.
 * @throws OperationError with near names when a repository is not there
 */
export async function auditImages(
  clients: Clients,
  { repositories: asked = [] }: ImageAuditRequest = {},
  { clock = systemClock }: { readonly clock?: Clock } = {},
): Promise<ImageAudit> {
  const region = await clients.region();
  const there = await everyPage(
    (nextToken) => clients.ecr.describeRepositories({ nextToken }),
    ({ repositories }) => repositories,
  );
  const names = there.flatMap(({ repositoryName }) => repositoryName ?? []);
  const missing = asked.find((name) => !names.includes(name));
  if (missing !== undefined) {
    const near = nearNames(missing, names);
    throw new OperationError({ code: 'not-found', kind: 'repository', name: missing, where: region, near });
  }
  const own = await accountNumber(clients);
  const used = await imagesInUse(clients);
  const here = used.filter(({ address }) => address.region === region && address.registryId === own);
  const wanted = here.filter(({ address }) => asked.length === 0 || asked.includes(address.repository));
  const audited = new Set([...asked, ...wanted.map(({ address }) => address.repository)]);
  const images: AuditedImage[] = [];
  const repositories: { name: string; images: number; rules: number }[] = [];
  for (const name of [...audited].sort()) {
    const isThere = names.includes(name);
    const rules = isThere ? await lifecycleRules(clients, name) : [];
    const kept = isThere ? await keptImages(clients, name, rules) : [];
    repositories.push({ name, images: kept.length, rules: rules.length });
    for (const [image, uses] of byImage(wanted, name)) {
      const found = kept.find(({ digest, tags }) => digest === image || tags.includes(image));
      const fate: ImageFate = found ? fateOf(found, rules, kept, new Date(clock.now())) : { code: 'gone' };
      images.push({ repository: name, image, usedBy: [...new Set(uses.map(({ usedBy }) => usedBy))], fate });
    }
  }
  return { region, repositories, images, elsewhere: used.length - here.length };
}

/** The uses of a repository's images, by tag or digest. */
function byImage(used: readonly ImageInUse[], repository: string): ReadonlyMap<string, readonly ImageInUse[]> {
  const found = new Map<string, ImageInUse[]>();
  for (const use of used.filter(({ address }) => address.repository === repository)) {
    const { imageId } = use.address;
    const image = 'imageTag' in imageId ? imageId.imageTag : imageId.imageDigest;
    found.set(image, [...(found.get(image) ?? []), use]);
  }
  return found;
}
