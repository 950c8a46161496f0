import type { KeptImage } from '../../../lib/operations/audit-images/fate';
import { rulesIn } from '../../../lib/operations/audit-images/lifecycle-rule';

export const now = new Date('2026-03-01T00:00:00Z');
export const DAY = 24 * 60 * 60 * 1000;

/** An image that was pushed so many days ago. */
export const image = (digest: string, daysOld: number, tags: string[] = [], heldBy: string[] = []): KeptImage => ({
  digest,
  tags,
  heldBy,
  pushedAt: new Date(now.getTime() - daysOld * DAY),
});

/** What a rule selects, and whether it does other than expire. */
type Selection = Readonly<Record<string, unknown>> & { readonly action?: string };

/** A policy of rules in this order, read from the text that ECR would have of it. */
export const policy = (...selections: readonly Selection[]) =>
  rulesIn(
    JSON.stringify({
      rules: selections.map(({ action = 'expire', ...selection }, i) => ({
        rulePriority: i + 1,
        selection,
        action: { type: action, ...(action === 'transition' && { targetStorageClass: 'archive' }) },
      })),
    }),
  );

export const count = (countNumber: number, more: object = { tagStatus: 'any' }) => ({
  countType: 'imageCountMoreThan',
  countNumber,
  ...more,
});

export const age = (countNumber: number, more: object = { tagStatus: 'any' }) => ({
  countType: 'sinceImagePushed',
  countUnit: 'days',
  countNumber,
  ...more,
});
