import { Stack, Token } from 'aws-cdk-lib';
import { CfnListener, CfnListenerRule, type IListener } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { IConstruct } from 'constructs';
import { MisuseError } from '../../errors';

/** The priorities that services took of a listener; their rules live elsewhere in the tree. */
const taken = new WeakMap<IListener, Map<number, string>>();

/**
 * Takes a priority of a listener for a rule.
 *
 * @throws MisuseError `ListenerRuleTaken` when another rule of this app has it, `ListenerRule` when it is out of range
 */
export function claimPriority(listener: IListener, priority: number, scope: IConstruct): void {
  if (Token.isUnresolved(priority)) return;
  if (!Number.isInteger(priority) || priority < 1 || priority > 50_000) {
    throw new MisuseError('ListenerRule', `priority ${priority}; take a whole number from 1 to 50000`, scope);
  }
  const claims = taken.get(listener) ?? new Map<number, string>();
  const holder = claims.get(priority) ?? rulesOf(listener).find((rule) => rule.priority === priority)?.node.path;
  if (holder !== undefined) {
    throw new MisuseError('ListenerRuleTaken', `priority ${priority} belongs to ${holder}; take another`, scope);
  }
  taken.set(listener, claims.set(priority, scope.node.path));
}

/**
 * Makes sure that a listener has no default action that would be lost.
 *
 * @throws MisuseError `ListenerRuleTaken`
 */
export function requireNoDefaultAction(listener: IListener, scope: IConstruct): void {
  const resource = listener.node.defaultChild;
  if (!(resource instanceof CfnListener)) return;
  const actions: unknown = Stack.of(listener).resolve(resource.defaultActions);
  if (Array.isArray(actions) && actions.length > 0) {
    throw new MisuseError(
      'ListenerRuleTaken',
      `listener ${listener.node.path} has a default action already; give conditions and a priority, or leave the action out`,
      scope,
    );
  }
}

/** The rules that were added to the listener itself. */
function rulesOf(listener: IListener): CfnListenerRule[] {
  return listener.node.children.flatMap((child) =>
    child.node.defaultChild instanceof CfnListenerRule ? [child.node.defaultChild] : [],
  );
}
