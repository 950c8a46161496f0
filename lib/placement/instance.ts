import { addResources, type RegisteredResources, type ResourceAmounts, subtractResources } from './resources';
import { demandedAmounts, type TaskDemand } from './task-demand';

/** The states of a container instance; ECS places tasks only on `ACTIVE` ones. */
export type InstanceStatus = 'ACTIVE' | 'DRAINING' | 'REGISTERING' | 'DEREGISTERING' | 'REGISTRATION_FAILED';

/** A task that has been placed on an instance. */
export interface PlacedTask {
  /** The task's id, unique in the cluster. */
  readonly id: string;
  /** `service:<name>`, `family:<family>`, or what was given to `RunTask`. */
  readonly group: string;
  readonly demand: TaskDemand;
  /**
   * A task whose desired status is STOPPED is on its way out: its resources and ports count as free,
   * it is in no group and it is not counted as running.
   * @default 'RUNNING'
   */
  readonly desiredStatus?: 'RUNNING' | 'STOPPED';
  /** Whether a daemon service runs it; such tasks do not keep an instance from being scaled in. @default false */
  readonly daemon?: boolean;
  /** Whether scale-in protection keeps the service scheduler from stopping it. @default false */
  readonly scaleInProtected?: boolean;
}

/** A container instance and the tasks on it. */
export interface Instance {
  /** Container instance id, unique in the cluster. Ties between instances are broken by it (code-unit order). */
  readonly id: string;
  /** EC2 instance type, such as `m7g.large`. */
  readonly instanceType: string;
  /** Availability zone, such as `eu-west-1a`. */
  readonly zone: string;
  /** The name of the {@link Capacity} it belongs to, if any. */
  readonly capacity?: string;
  /** The capacity provider it was launched by, if any. */
  readonly capacityProvider?: string;
  readonly status: InstanceStatus;
  readonly agentConnected: boolean;
  readonly registered: RegisteredResources;
  /**
   * Attributes besides the zone and the type, which are read from their own fields. An attribute without a value
   * has the empty string.
   */
  readonly attributes: Readonly<Record<string, string>>;
  readonly tasks: readonly PlacedTask[];
  /** Resources kept for daemon tasks that do not run here yet. @default - nothing */
  readonly reserved?: ResourceAmounts;
  /** Absent while nobody can know it, as before deployment; expressions that ask for it are then unknown. */
  readonly ec2InstanceId?: string;
  /** Dotted version of the agent. Absent while nobody can know it. */
  readonly agentVersion?: string;
  /** When the instance registered, in ISO 8601. Absent while nobody can know it. */
  readonly registeredAt?: string;
}

/** The attributes of an instance, the zone and the type included. */
export function attributesOf(instance: Instance): Readonly<Record<string, string>> {
  return {
    ...instance.attributes,
    'ecs.availability-zone': instance.zone,
    'ecs.instance-type': instance.instanceType,
  };
}

/** The tasks that hold resources and ports: those not on their way out. */
export const holdingTasks = (instance: Instance): readonly PlacedTask[] =>
  instance.tasks.filter((task) => task.desiredStatus !== 'STOPPED');

/** What is registered less what tasks hold; reservations for daemons are not subtracted. */
export function unusedResources(instance: Instance): ResourceAmounts {
  const held = holdingTasks(instance).map(({ demand }) => demandedAmounts(demand, instance.registered.gpus));
  return subtractResources(instance.registered, addResources(...held));
}

/** What a replica may take: registered resources less what tasks hold and less what is kept for daemons. */
export function freeResources(instance: Instance): ResourceAmounts {
  const unused = unusedResources(instance);
  return instance.reserved ? subtractResources(unused, instance.reserved) : unused;
}
