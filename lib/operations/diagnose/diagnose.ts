import { shortName } from '../aws/arn';
import type { Clients } from '../aws/clients';
import type { OperationProblem } from '../aws/problem/problem';
import { type Clock, systemClock } from '../clock';
import { Looker, type NotLookedAt } from '../live/looker';
import { askingAgain } from '../patience/asking-again';
import type { Cause } from './cause';
import { FAMILIES } from './families';
import { type OrderedCause, ordered } from './ordered';
import { readScene } from './scene/read-scene';
import { refusedTasks } from './scene/refusal';
import { type DiagnoseRequest, subjectOf } from './scene/subject';

/** What is wrong in a cluster. */
export interface Diagnosis {
  readonly cluster: string;
  /** Names of the services that were looked at. */
  readonly services: readonly string[];
  /** Id of the task that was asked about. */
  readonly task?: string;
  /** The first is the answer; none: nothing was found to be wrong in what was looked at. */
  readonly causes: readonly OrderedCause[];
  /** What could not be looked at for want of permission; nothing is known of it. */
  readonly notLookedAt: readonly NotLookedAt[];
}

/** What a diagnosis may be given besides. */
export interface DiagnoseOptions {
  /** How long calls are made again that throttling, failures of AWS or the network keep from an answer. @default 30 */
  readonly timeoutSeconds?: number;
  /** Called with what is asked for again, once for each kind. @param at milliseconds since 1970 */
  readonly onTrouble?: (problem: OperationProblem, at: number) => void;
  readonly clock?: Clock;
}

/**
 * Finds out what is wrong in a cluster, or with one service or task of it. It only reads.
 * @throws OperationError if what is asked about is not there, or cannot be found for want of permission; if AWS gives no
 *   answer
 */
export async function diagnose(
  clients: Clients,
  request: DiagnoseRequest,
  { clock = systemClock, timeoutSeconds = 30, onTrouble }: DiagnoseOptions = {},
): Promise<Diagnosis> {
  const subject = subjectOf(request);
  const { region } = subject;
  const home = region !== undefined && region !== (await clients.region()) ? clients.inRegion(region) : clients;
  const there = home.repeatedBy(askingAgain({ clock, patience: timeoutSeconds * 1000, onTrouble }));
  const looker = new Looker();
  const scene = await readScene(there, looker, subject, clock);
  const refused = await refusedTasks(scene, there, looker);
  const causes: Cause[] = [];
  for (const family of FAMILIES) causes.push(...(await family({ scene, refused, clients: there, looker })));
  const task = scene.task && shortName(scene.task.taskArn ?? '');
  return {
    cluster: scene.cluster.clusterName,
    services: scene.services.map(({ serviceName }) => serviceName),
    ...(task !== undefined && { task }),
    causes: ordered(causes, task),
    notLookedAt: looker.notLookedAt,
  };
}
