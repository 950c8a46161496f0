import { isUnknown, stringAt, type Unknown } from '../../template';
import type { Outcome } from '../outcome';
import { rule } from '../rule';

type Facts = { group: string; by: 'scale-in protection' | 'deletion protection'; capacityProvider: string | null };

/** Instances are not protected from being deleted with their stack. */
export const deleteProtectedInstances = rule<Facts>({
  id: 'delete-protected-instances',
  severity: 'warning',
  title: 'Instances can be deleted together with their stack',
  why: 'CloudFormation deletes an Auto Scaling group by scaling it to zero and waiting. Instances that are protected from scale-in stay, the deletion hangs until it fails, and the VPC cannot be deleted after it.',
  remedy:
    'Leave ManagedTerminationProtection and NewInstancesProtectedFromScaleIn off, with managed draining on; keep them for instances that run tasks of no service, and remove the protection before the stack is deleted.',
  link: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-termination-protection.html',

  check(model) {
    const joined = new Set(model.clusters.flatMap(({ capacities }) => capacities.map(({ group }) => group)));
    return [...joined].map((group): Outcome<Facts> => {
      const { resource, protectsNewInstances } = group;
      const provider = model.capacityProviders.find((one) => one.group === resource);
      const managed = provider?.managedTerminationProtection ?? false;
      const policy = stringAt(resource.properties, 'DeletionProtection');
      const facts = { group: resource.logicalId, capacityProvider: provider?.resource.logicalId ?? null };
      if (policy === 'prevent-all-deletion') {
        const path = ['DeletionProtection'];
        return { state: 'fails', resource, path, facts: { ...facts, by: 'deletion protection' } };
      }
      if (protectsNewInstances === true || managed === true) {
        const path = ['NewInstancesProtectedFromScaleIn'];
        return { state: 'fails', resource, path, facts: { ...facts, by: 'scale-in protection' } };
      }
      const unknowns = [protectsNewInstances, managed, policy].filter(isUnknown);
      if (unknowns.length > 0) return { state: 'unknown', resource, unknowns: unknowns as [Unknown, ...Unknown[]] };
      return { state: 'holds', resource };
    });
  },

  message: ({ group, by }) =>
    by === 'deletion protection'
      ? `the Auto Scaling group ${group} is protected from every deletion, so its stack cannot be deleted`
      : `instances of ${group} are protected from scale-in; the deletion of the stack hangs while one of them is protected`,

  fix: ({ group, by, capacityProvider }) =>
    by === 'deletion protection'
      ? `set DeletionProtection of ${group} to none or prevent-force-deletion`
      : `${capacityProvider ? `set ManagedTerminationProtection of ${capacityProvider} to DISABLED with ManagedDraining ENABLED, and ` : ''}remove NewInstancesProtectedFromScaleIn from ${group}; before deleting a running stack, remove the protection of its instances`,
});
