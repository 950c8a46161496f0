import type { Simulation } from '../../simulation';

const WORDS: Readonly<Record<Simulation['state'], string>> = {
  finishes: 'finishes',
  fails: 'fails',
  unknown: 'unknown',
  'does-not-apply': 'does not apply',
};

/** How a simulation ended, as a mark. */
export const verdict = (state: Simulation['state']): string =>
  `<span class="verdict" data-state="${state}">${WORDS[state]}</span>`;
