import { listAt, structsAt } from '../known';
import type { Resource } from '../stack/resource';
import type { TemplateSet } from '../stack/template-set';
import { textParts } from '../value/text';
import { Reference, Unknown, type Value } from '../value/value';
import { MANAGED_POLICIES } from './managed-policies';
import { type PolicyStatement, type PolicyStatements, policyStatements } from './policy-statement';

/** A role in the templates, with every statement that they attach to it. */
export interface Role {
  readonly resource: Resource;
  readonly statements: readonly PolicyStatement[];
  /** Why policies of the role cannot be read; none when all can. */
  readonly unread: readonly Unknown[];
}

/** Puts together every role of the templates: inline policies, attached ones, and AWS's own by name. */
export function rolesOf(set: TemplateSet): ReadonlyMap<Resource, Role> {
  const attached = attachedPolicies(set);
  return new Map(
    set.resources('AWS::IAM::Role').map((resource) => {
      const policies = [
        ...structsAt(resource.properties, 'Policies').map(({ PolicyDocument: document }) =>
          policyStatements(document, resource.stack.stack),
        ),
        ...(attached.get(resource) ?? []),
        ...managedPolicies(resource, set),
      ];
      return [
        resource,
        {
          resource,
          statements: policies.flatMap(({ statements }) => statements),
          unread: policies.flatMap(({ unread }) => unread),
        },
      ];
    }),
  );
}

/** The role that a value names: by reference, by its literal name, or by an ARN that ends in it. */
export function roleNamedBy(value: Value | undefined, set: TemplateSet): Resource | undefined {
  const parts = textParts(value ?? '') ?? [];
  const last = parts[parts.length - 1];
  if (last instanceof Reference) {
    const resource = set.resourceOf(last);
    return resource?.type === 'AWS::IAM::Role' ? resource : undefined;
  }
  const name = typeof last === 'string' ? last.split('/').pop() : undefined;
  return name ? set.resources('AWS::IAM::Role').find(({ properties }) => properties['RoleName'] === name) : undefined;
}

/** Policies that name their roles, by role. */
function attachedPolicies(set: TemplateSet): ReadonlyMap<Resource, readonly PolicyStatements[]> {
  const found = new Map<Resource, PolicyStatements[]>();
  for (const policy of set.resources('AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::RolePolicy')) {
    const { properties } = policy;
    const list = listAt(properties, 'Roles');
    const names = policy.type === 'AWS::IAM::RolePolicy' ? [properties['RoleName'] ?? null] : list;
    for (const name of Array.isArray(names) ? (names as readonly Value[]) : []) {
      const role = roleNamedBy(name, set);
      if (role) found.set(role, [...(found.get(role) ?? []), statementsOf(policy)]);
    }
  }
  return found;
}

const statementsOf = ({ properties, stack, doubt }: Resource): PolicyStatements =>
  policyStatements(properties['PolicyDocument'], stack.stack, doubt);

function managedPolicies(role: Resource, set: TemplateSet): PolicyStatements[] {
  const list = listAt(role.properties, 'ManagedPolicyArns') ?? [];
  if (list instanceof Unknown) return [{ statements: [], unread: [list] }];
  return list.map((value) => {
    const resource = set.resourceOf(value);
    if (resource?.type === 'AWS::IAM::ManagedPolicy') return statementsOf(resource);
    const name = policyName(value);
    const actions = name === undefined ? undefined : MANAGED_POLICIES[name];
    if (actions) return { statements: [allow(actions)], unread: [] };
    const reason = {
      code: 'assumption',
      name: `what the policy ${name ?? 'it names'} allows is not in the templates`,
    } as const;
    return { statements: [], unread: [value instanceof Unknown ? value : new Unknown(reason, role.stack.stack)] };
  });
}

/** The name at the end of the ARN of one of AWS's policies. */
function policyName(value: Value): string | undefined {
  const text = (textParts(value) ?? []).map((part) => (typeof part === 'string' ? part : '')).join('');
  return /:iam::aws:policy\/(?:[\w-]+\/)*([\w-]+)$/.exec(text)?.[1];
}

const allow = (actions: readonly string[]): PolicyStatement => ({
  effect: 'Allow',
  actions,
  notActions: false,
  resources: ['*'],
  notResources: false,
  principals: [],
});
