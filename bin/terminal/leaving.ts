import type { Interruption, Surroundings } from '../commands/command';

/** How a run is told to leave its tasks. */
interface Leaving {
  readonly leave: AbortSignal;
  /** The run has ended; nothing is asked or told any more. */
  readonly done: () => void;
}

/** An interruption asks once what to become of the tasks; where there is nobody to ask, they are stopped. */
export function leaving({ person, onInterrupt, err }: Surroundings): Leaving {
  const controller = new AbortController();
  // A question that is still open when the run ends would keep the process from ending.
  const over = new AbortController();
  let isAsking = false;
  const react = async (interruption: Interruption): Promise<void> => {
    if (!person || interruption === 'SIGTERM') return controller.abort('stop');
    // Whoever insists wants to be gone, not to have decided.
    if (isAsking) return controller.abort('detach');
    isAsking = true;
    const answer = await person.ask('\nstop the tasks, or detach and let them run? [s/D] ', over.signal);
    controller.abort(/^s/i.test(answer) ? 'stop' : 'detach');
  };
  const stop = onInterrupt?.((interruption) => {
    if (!controller.signal.aborted) return void react(interruption);
    err('already ending; the next interruption ends it at once, whatever becomes of the tasks\n');
    stop?.();
  });
  const end = (): void => {
    stop?.();
    over.abort();
  };
  return { leave: controller.signal, done: end };
}
