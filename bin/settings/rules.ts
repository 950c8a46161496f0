import { didYouMean } from '../../lib/placement';
import type { Rule } from '../../lib/rules';
import { UsageError } from '../usage-error';

/** The rule with an id. @throws UsageError with the nearest id */
export function ruleNamed(id: string, catalog: readonly Rule[]): Rule {
  const rule = catalog.find((one) => one.id === id);
  if (rule) return rule;
  throw new UsageError(
    `no rule '${id}'; ${
      nearest(
        id,
        catalog.map((one) => one.id),
      ) ?? 'see stowage explain'
    }`,
  );
}

/** A question for the nearest of some names, if one is near. */
export function nearest(name: string, names: readonly string[]): string | undefined {
  const near = didYouMean(name, names);
  return near === undefined ? undefined : `did you mean ${near}?`;
}
