import { isUnknown } from '../../template';
import type { Outcome } from '../outcome';
import { rule } from '../rule';

/** A weight that managed scaling takes for an instance. */
type Weighted = { instanceType: string; weight: number };

/** The types of a group behind managed scaling weigh one each. */
export const scalingInstanceWeights = rule<Weighted>({
  id: 'scaling-instance-weights',
  severity: 'error',
  title: 'The types of a group with managed scaling have no weights',
  why: 'Managed scaling counts instances, and a group with weights counts units: the two never agree, and ECS does not support it.',
  remedy: 'Leave WeightedCapacity out of the overrides of the group.',
  link: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/asg-capacity-providers.html',
  check: (model) =>
    model.clusters.flatMap(({ capacities }) =>
      capacities.flatMap(({ group, provider }): Outcome<Weighted>[] => {
        const { resource } = group;
        const weights = group.instanceOptions.flatMap((option) =>
          option.kind === 'type' && option.weight !== undefined ? [[option.type, option.weight] as const] : [],
        );
        if (!provider?.managedScaling) return [];
        const [wrong] = weights.filter(([, weight]) => weight !== 1);
        if (!wrong) return [{ state: 'holds', resource }];
        const [type, weight] = wrong;
        if (isUnknown(weight)) return [{ state: 'unknown', resource, unknowns: [weight] }];
        if (resource.doubt) return [{ state: 'unknown', resource, unknowns: [resource.doubt] }];
        const facts = { instanceType: isUnknown(type) ? 'an instance type' : type, weight };
        return [{ state: 'fails', resource, path: ['MixedInstancesPolicy', 'LaunchTemplate', 'Overrides'], facts }];
      }),
    ),
  message: ({ instanceType, weight }) =>
    `${instanceType} weighs ${weight} in a group with managed scaling, which counts instances`,
  fix: ({ instanceType }) => `leave the WeightedCapacity of ${instanceType} out`,
});
