import { Unknown, type Value } from '../value/value';
import { type Match, matchAction, matchArn } from './arn-match';
import type { PolicyStatement } from './policy-statement';
import type { Role } from './role';

/** Whether a role may do something; `missing` when nothing allows it, `denied` when a statement forbids it. */
export type Grant = 'granted' | 'missing' | 'denied';

/** Conditions that hold whenever ECS and the services behind it act for the role. */
const FULFILLED = /^kms:(ViaService|CallerAccount|EncryptionContext)/;

/** Whether a role's own policies allow an action on a resource. */
export function grantOf(role: Role, action: string, resource: Value): Grant | Unknown {
  const asked = role.statements.map((statement) => ({ statement, match: applies(statement, action, resource) }));
  const [denies, allows] = [asked.filter(of('Deny')), asked.filter(of('Allow'))];
  if (denies.some(({ match }) => match === 'yes')) return 'denied';
  const open = [...denies, ...allows].find(({ match }) => match === 'maybe');
  const maybe = open && whyOpen(open.statement, action, role);
  if (allows.some(({ match }) => match === 'yes')) {
    return denies.some(({ match }) => match === 'maybe') && maybe ? maybe : 'granted';
  }
  return maybe ?? role.unread[0] ?? 'missing';
}

const of =
  (effect: PolicyStatement['effect']) =>
  ({ statement }: { readonly statement: PolicyStatement }): boolean =>
    statement.effect === effect;

/** Whether a statement is about an action on a resource. */
export function applies(statement: PolicyStatement, action: string, resource: Value): Match {
  const actions = inverted(statement.notActions, any(statement.actions.map((one) => matchAction(one, action))));
  if (actions === 'no') return 'no';
  const resources = inverted(statement.notResources, any(statement.resources.map((one) => matchArn(one, resource))));
  if (resources === 'no') return 'no';
  const open = actions === 'maybe' || resources === 'maybe' || statement.doubt || !isFulfilled(statement);
  return open ? 'maybe' : 'yes';
}

/** Whether a statement's condition surely holds; one that has none does. */
export const isFulfilled = ({ condition }: PolicyStatement): boolean =>
  condition === undefined ||
  Object.values(condition).every(
    (keys) => typeof keys === 'object' && keys !== null && Object.keys(keys).every((key) => FULFILLED.test(key)),
  );

const any = (matches: readonly Match[]): Match =>
  matches.includes('yes') ? 'yes' : matches.includes('maybe') ? 'maybe' : 'no';

const inverted = (invert: boolean, match: Match): Match =>
  !invert || match === 'maybe' ? match : match === 'yes' ? 'no' : 'yes';

function whyOpen(statement: PolicyStatement, action: string, { resource }: Role): Unknown {
  if (statement.doubt) return statement.doubt;
  const open = [...statement.actions, ...statement.resources].find((one) => one instanceof Unknown);
  if (open instanceof Unknown) return open;
  const because = isFulfilled(statement) ? 'names resources that are known at deployment' : 'has a Condition';
  return new Unknown(
    { code: 'assumption', name: `a statement of ${resource.logicalId} on ${action} ${because}` },
    resource.stack.stack,
  );
}
