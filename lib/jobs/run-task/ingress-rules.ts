import { Stack } from 'aws-cdk-lib';
import { CfnSecurityGroupIngress, type ISecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { Dependable, type IConstruct, type IDependable } from 'constructs';

/**
 * The rules of other security groups that let these in, and these groups with their own rules.
 *
 * A service connects again and again until a rule is there; a task that runs once fails. It is lazy, because
 * `database.connections.allowDefaultPortFrom(job)` comes after the job. Rules of other stacks are left out: such a stack
 * already refers to this one, and cannot be waited for.
 */
export function ingressRules(groups: readonly ISecurityGroup[], scope: IConstruct): IDependable {
  const rules: IDependable = {};
  Dependable.implement(rules, {
    get dependencyRoots() {
      const ids = new Set<string | undefined>(groups.map(({ securityGroupId }) => securityGroupId));
      const lettingIn = Stack.of(scope)
        .node.findAll()
        .filter(
          (child) =>
            child instanceof CfnSecurityGroupIngress &&
            ids.has(child.sourceSecurityGroupId) &&
            Stack.of(child) === Stack.of(scope),
        );
      return [...groups.filter((group) => group.node.scope === scope), ...lettingIn];
    },
  });
  return rules;
}
