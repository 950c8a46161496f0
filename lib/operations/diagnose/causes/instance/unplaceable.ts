import { shortName } from '../../../aws/arn';
import type { Look } from '../../look';
import type { Refusal, RefusedTasks } from '../../scene/refusal';

/** Tasks wait that no instance takes. */
export interface Unplaceable {
  readonly code: 'unplaceable';
  /** `service:<name>`, or the group of tasks that were run alone. */
  readonly group: string;
  /** `family:revision`. */
  readonly taskDefinition: string;
  readonly waiting: number;
  /** None: the tasks may go anywhere. */
  readonly capacityProviders: readonly string[];
  readonly instances: readonly Refusal[];
  /** The instance that is nearest to taking one, by its container instance id. */
  readonly closest?: string;
  readonly scalingOut: RefusedTasks['scalingOut'];
  /** What ECS said of it last. */
  readonly event?: string;
}

/** What the placement engine refuses on the instances as they are. */
export const unplaceable = async ({ refused }: Look): Promise<readonly Unplaceable[]> =>
  refused.map(
    ({ waiting: { group, taskDefinition, count, capacityProviders, service }, instances, closest, scalingOut }) => {
      const event = service?.events?.find(({ message }) =>
        /no container instance met all of its requirements/i.test(message ?? ''),
      )?.message;
      return {
        code: 'unplaceable',
        ...{
          group,
          taskDefinition: shortName(taskDefinition),
          waiting: count,
          capacityProviders,
          instances,
          scalingOut,
        },
        ...(closest && { closest }),
        ...(event && { event }),
      };
    },
  );
