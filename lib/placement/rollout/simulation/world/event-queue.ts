/** Things that will happen, in order of time; at the same time, in the order in which they were added. */
export class EventQueue<Event> {
  private readonly heap: Entry<Event>[] = [];
  private added = 0;

  /** The next event and its time; it stays in the queue. */
  peek(): { readonly at: number; readonly event: Event } | undefined {
    return this.heap[0];
  }

  add(at: number, event: Event): void {
    const { heap } = this;
    const entry = { at, order: this.added++, event };
    let index = heap.length;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (isBefore(heap[parent]!, entry)) break;
      heap[index] = heap[parent]!;
      index = parent;
    }
    heap[index] = entry;
  }

  /** Takes the next event out. */
  take(): Event | undefined {
    const { heap } = this;
    const first = heap[0];
    const last = heap.pop();
    if (!first || !last || heap.length === 0) return first?.event;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child++;
      if (isBefore(last, heap[child]!)) break;
      heap[index] = heap[child]!;
      index = child;
    }
    heap[index] = last;
    return first.event;
  }

  /** All events that are still to happen, in no order. */
  *pending(): Iterable<{ readonly at: number; readonly event: Event }> {
    yield* this.heap;
  }
}

interface Entry<Event> {
  readonly at: number;
  readonly order: number;
  readonly event: Event;
}

const isBefore = <Event>(left: Entry<Event>, right: Entry<Event>): boolean =>
  left.at < right.at || (left.at === right.at && left.order < right.order);
