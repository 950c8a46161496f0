import type { Surroundings } from '../commands/command';

/** Takes back the line that is written last. */
const ERASE = '\r\u001b[K';

/** One line on a terminal that is written over and over while something is waited for; elsewhere nothing. */
export class Pulse {
  private isShown = false;

  constructor(private readonly around: Surroundings) {}

  show(text: string): void {
    const { showsProgress, page, err } = this.around;
    if (!showsProgress) return;
    const most = (page.width ?? 80) - 1;
    const shown = text.length > most ? `${text.slice(0, most - 1)}…` : text;
    err(`${this.isShown ? ERASE : ''}${shown}`);
    this.isShown = true;
  }

  /** To be called before anything else is written. */
  clear(): void {
    if (this.isShown) this.around.err(ERASE);
    this.isShown = false;
  }
}
