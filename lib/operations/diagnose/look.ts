import type { Clients } from '../aws/clients';
import type { Looker } from '../live/looker';
import type { RefusedTasks } from './scene/refusal';
import type { Scene } from './scene/scene';

/** What a family of causes looks with. */
export interface Look {
  readonly scene: Scene;
  /** What waits and is taken by no instance. */
  readonly refused: readonly RefusedTasks[];
  readonly clients: Clients;
  readonly looker: Looker;
}
