/** Milliseconds after which the same is told again. */
const AGAIN = 60_000;

/** Tells what is waited for, whenever that changes and otherwise each minute. */
export class Reminder<T> {
  private told: { readonly text: string; readonly at: number };

  /** @param began milliseconds since 1970, as are all moments here */
  constructor(
    private readonly began: number,
    private readonly tell: (what: T, at: number, seconds: number) => void,
  ) {
    this.told = { text: '', at: began };
  }

  /** Takes note of what is waited for at a moment. */
  see(what: T, at: number): void {
    const text = JSON.stringify(what);
    if (text === this.told.text && at - this.told.at < AGAIN) return;
    this.told = { text, at };
    this.tell(what, at, Math.round((at - this.began) / 1000));
  }
}
