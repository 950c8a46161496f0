import * as ecr from 'aws-cdk-lib/aws-ecr';
import { patternsOverlap, type TagPattern } from '../tag-pattern';
import type { LifecyclePolicyRule } from './policy';

/** An L2 lifecycle rule, already checked by the L2, in ECR's own form. */
export function addedRule(rule: ecr.LifecycleRule): LifecyclePolicyRule {
  const { tagPatternList, tagPrefixList, maxImageAge, maxImageCount } = rule;
  return {
    ...(rule.description !== undefined && { description: rule.description }),
    selection: {
      ...(tagPatternList
        ? { tagStatus: 'tagged' as const, tagPatternList }
        : tagPrefixList
          ? { tagStatus: 'tagged' as const, tagPrefixList }
          : { tagStatus: rule.tagStatus === ecr.TagStatus.UNTAGGED ? ('untagged' as const) : ('any' as const) }),
      ...(maxImageAge
        ? { countType: 'sinceImagePushed' as const, countUnit: 'days' as const, countNumber: maxImageAge.toDays() }
        : { countType: 'imageCountMoreThan' as const, countNumber: maxImageCount! }),
    },
    action: { type: 'expire' },
  };
}

/** Whether a rule may select an image that carries a tag of one of the patterns. */
export function mayExpire(rule: LifecyclePolicyRule, releaseTags: readonly TagPattern[]): boolean {
  const { selection } = rule;
  if (selection.tagStatus !== 'tagged') return selection.tagStatus === 'any';
  const patterns =
    'tagPatternList' in selection ? selection.tagPatternList : selection.tagPrefixList.map((p) => `${p}*`);
  // An image may carry other tags besides, so a rule is harmless only if none of its patterns is a release's.
  return patterns.some((pattern) => releaseTags.some((release) => patternsOverlap(pattern, release)));
}
