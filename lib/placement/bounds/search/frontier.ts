/** What decides the order of nodes. */
export interface Ranked {
  readonly bound: number;
  readonly tasksLeft: number;
}

/** Nodes by bound, then by fewest tasks left, then in the order they came. */
export class Frontier<N extends Ranked> {
  private readonly heap: { readonly node: N; readonly order: number }[] = [];
  private pushed = 0;

  push(node: N): void {
    this.heap.push({ node, order: this.pushed++ });
    for (let at = this.heap.length - 1; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!this.before(at, parent)) return;
      this.swap(at, parent);
      at = parent;
    }
  }

  pop(): N | undefined {
    const top = this.heap[0]?.node;
    const last = this.heap.pop();
    if (this.heap.length === 0 || last === undefined) return top;
    this.heap[0] = last;
    for (let at = 0; ; ) {
      let first = at;
      for (const child of [2 * at + 1, 2 * at + 2])
        if (child < this.heap.length && this.before(child, first)) first = child;
      if (first === at) return top;
      this.swap(at, first);
      at = first;
    }
  }

  private before(a: number, b: number): boolean {
    const [x, y] = [this.heap[a]!, this.heap[b]!];
    return (x.node.bound - y.node.bound || x.node.tasksLeft - y.node.tasksLeft || x.order - y.order) < 0;
  }

  private swap(a: number, b: number): void {
    [this.heap[a], this.heap[b]] = [this.heap[b]!, this.heap[a]!];
  }
}
