import type { ContainerInstance, Task } from '@aws-sdk/client-ecs';
import type { Instance } from '../../../placement';
import type { FoundCluster } from '../../live/cluster/clusters';
import type { FoundService } from '../../live/service/find-service';
import type { FoundTaskDefinition } from '../../live/task/find-task-definition';
import type { CapacityScene } from './read-capacity';
import type { Subject } from './subject';

/** A cluster as a diagnosis sees it. What could not be read is absent: nothing may be concluded from that. */
export interface Scene {
  readonly subject: Subject;
  readonly cluster: FoundCluster;
  /** The services that are asked about. */
  readonly services: readonly FoundService[];
  /** The task that is asked about. @default - all of the services, or of the cluster */
  readonly task?: Task;
  readonly containerInstances?: readonly ContainerInstance[];
  /** Those of the whole cluster that run, or wait for an instance. */
  readonly tasks?: readonly Task[];
  /** The stopped tasks that are asked about. */
  readonly stopped?: readonly Task[];
  /** By ARN, of `tasks`, `stopped` and `services`. */
  readonly taskDefinitions: ReadonlyMap<string, FoundTaskDefinition>;
  /** The instances as the placement engine takes them; absent unless all that it needs could be read. */
  readonly instances?: readonly Instance[];
  /** The capacity providers, with their groups. */
  readonly capacity: readonly CapacityScene[];
  /** Milliseconds since 1970. */
  readonly now: number;
}
