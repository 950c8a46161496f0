import type { Instance, Placer } from '../../placement';
import type { ScaleOut } from '../live/capacity/scale-out';
import { asNew } from '../live/cluster/daemons';
import type { MissingRoom } from './drain-plan';
import type { Unplaced } from './drained-moves';

/**
 * What would give tasks without a place one: new instances like those that leave, of which the daemons take their part.
 * @param placer What remains; the instances that are missing come to it.
 */
export function missingRoom(
  unplaced: readonly Unplaced[],
  placer: Placer,
  scaleOut: ReadonlyMap<string | undefined, ScaleOut>,
): readonly MissingRoom[] {
  const providers = [...new Set(unplaced.map(({ request }) => request.capacityProvider))];
  return providers.map((capacityProvider) => {
    const waiting = unplaced.filter(({ request }) => request.capacityProvider === capacityProvider);
    const moreInstances = instancesFor(waiting, placer);
    const grows = scaleOut.get(capacityProvider);
    return {
      ...(capacityProvider !== undefined && { capacityProvider }),
      tasks: waiting.length,
      ...(moreInstances !== undefined && { moreInstances }),
      ...(grows && { scaleOut: grows }),
      comes: moreInstances !== undefined && grows?.isManaged === true && (grows.room ?? 0) >= moreInstances,
    };
  });
}

function instancesFor(waiting: readonly Unplaced[], placer: Placer): number | undefined {
  let count = 0;
  for (const { request, from } of waiting) {
    if (placer.place(request) !== undefined) continue;
    placer.addInstance(newOne(from, `new ${request.capacityProvider ?? ''} ${++count}`));
    if (placer.place(request) === undefined) return undefined;
  }
  return count;
}

/** An instance just like one, new, with the daemons that every instance gets. */
function newOne(from: Instance, name: string): Instance {
  const { ec2InstanceId: _, tasks, ...instance } = asNew(from);
  return { ...instance, id: `${from.id} ${name}`, tasks: tasks.map((task) => ({ ...task, id: `${task.id} ${name}` })) };
}
