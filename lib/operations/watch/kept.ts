const FRESH_MILLISECONDS = 30_000;

/** Something that takes calls to read, and need not be read at each look. */
export class Kept<T> {
  private value: T | undefined;
  private readAt = Number.NEGATIVE_INFINITY;

  /**
   * What was read within the last half minute, if it may be kept; else what is read now.
   * @param at milliseconds since 1970
   */
  async get(at: number, mayBeKept: (value: T) => boolean, read: () => Promise<T | undefined>): Promise<T | undefined> {
    const { value } = this;
    if (value !== undefined && mayBeKept(value) && at - this.readAt < FRESH_MILLISECONDS) return value;
    [this.value, this.readAt] = [await read(), at];
    return this.value;
  }
}
