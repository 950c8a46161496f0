import { isObject, type JsonObject } from './json';
import type { AcknowledgedInApp } from './stack-source';

/** How the CDK notes `Validations.of(x).acknowledge()` on a construct. */
const ACKNOWLEDGED_RULES = 'aws:cdk:acknowledged-rules';

/** What a CDK app acknowledged, from the metadata of its constructs. */
export const acknowledgedIn = (metadata: JsonObject): AcknowledgedInApp[] =>
  Object.entries(metadata).flatMap(([path, entries]) =>
    (Array.isArray(entries) ? entries : []).flatMap((entry) => {
      const data = isObject(entry) && entry['type'] === ACKNOWLEDGED_RULES ? entry['data'] : undefined;
      if (data === undefined || !isObject(data)) return [];
      return Object.entries(data).flatMap(([rule, reason]) =>
        typeof reason === 'string' ? [{ path: path.replace(/^\/|\/(Resource|Default)$/g, ''), rule, reason }] : [],
      );
    }),
  );
