import type { AuditedImage, ImageAudit } from '../../../operations';
import { nameList } from '../../name-list';
import { type Page, paragraph, printable, type Style, styled } from '../../style';
import { counted } from '../../table';

type Code = AuditedImage['fate']['code'];

/** How bad it is, the worst first, and how it is headed. */
const FATES: Readonly<Record<Code, readonly [heading: string, style: Style]>> = {
  gone: ['GONE', 'red'],
  archived: ['ARCHIVED', 'red'],
  'expires-now': ['EXPIRES with the next run of the lifecycle policy', 'red'],
  unknown: ['UNKNOWN', 'grey'],
  'expires-on': ['EXPIRES LATER', 'yellow'],
  'expires-unless-pulled': ['EXPIRES LATER, unless it is pulled', 'yellow'],
  'expires-after-pushes': ['EXPIRES LATER, by further pushes', 'yellow'],
  kept: ['KEPT', 'green'],
};

/** An audit for people: the worst first. */
export function imageAuditText(audit: ImageAudit, page: Page): string {
  const { images, repositories, region, elsewhere } = audit;
  const head = [
    `${counted(images.length, 'image')} in use in ${counted(repositories.length, 'repository', 'repositories')} of ${region}`,
    ...(elsewhere > 0 ? [`${counted(elsewhere, 'use')} of images of other accounts or regions not looked at`] : []),
  ].join('; ');
  const blocks = (Object.keys(FATES) as Code[]).flatMap((code) => {
    const those = images.filter(({ fate }) => fate.code === code);
    const [heading, style] = FATES[code];
    if (those.length === 0) return [];
    if (code === 'kept') return [styled(page, style, `KEPT: ${those.length}`)];
    return [[styled(page, style, heading), ...those.flatMap((one) => lines(one, page))].join('\n')];
  });
  return `${[paragraph(page, printable(head), '').join('\n'), ...blocks].join('\n\n')}\n`;
}

function lines({ repository, image, usedBy, fate }: AuditedImage, page: Page): string[] {
  const name = `${repository}${image.startsWith('sha256:') ? '@' : ':'}${image}`;
  return [
    `  ${styled(page, 'bold', printable(name))}${printable(`, used by ${nameList(usedBy)}`)}`,
    ...paragraph(page, printable(fateText(image, fate)), '    ', '      '),
  ];
}

function fateText(image: string, fate: AuditedImage['fate']): string {
  const spare = 'give images in use a tag that a rule of higher priority keeps, or raise its count';
  const takes = (action: 'expire' | 'archive') =>
    action === 'archive' ? 'archives it, so that no task can pull it,' : 'takes it';
  switch (fate.code) {
    case 'gone':
      return image.startsWith('sha256:')
        ? 'no further task of this deployment starts; deploy an image that is there'
        : 'the next deployment does not find the tag; push it again, or deploy one that is there';
    case 'archived':
      return 'no task can pull it; aws ecr update-image-storage-class --target-storage-class STANDARD brings it back';
    case 'expires-now':
      return `rule ${fate.rule} ${takes(fate.action)} within a day; ${spare}`;
    case 'expires-on':
      return `rule ${fate.rule} ${takes(fate.action)} on ${fate.at.slice(0, 10)}`;
    case 'expires-unless-pulled':
      return `rule ${fate.rule} ${takes(fate.action)} on ${fate.at.slice(0, 10)} if no task has pulled it by then`;
    case 'expires-after-pushes':
      return `rule ${fate.rule} ${takes(fate.action)} after ${counted(fate.pushes, 'more push', 'more pushes')} or later`;
    case 'unknown':
      return `rule ${fate.rule} selects it; whether it takes it hangs on what ECR does not tell, such as whether variants of other images count`;
    case 'kept':
      return 'no rule takes it';
  }
}

/** What `stowage audit-images --format json` prints; `schema/audit-images-v1.json` describes it. Compare codes, never texts. */
export const imageAuditJson = (audit: ImageAudit) => ({ version: 1 as const, ...audit });
