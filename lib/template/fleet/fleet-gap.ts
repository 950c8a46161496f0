import { isUnknown, type Known } from '../known';
import type { Resource } from '../stack/resource';
import type { Unknown } from '../value/value';

/** Something of a fleet that templates leave open. */
export interface FleetGap {
  /** The service, group or call it concerns. */
  readonly resource: Resource;
  /** What is not known of it, such as `demand` or `zones`. */
  readonly figure: string;
  readonly unknown: Unknown;
  /** `left-out`: the whole of it is missing from the fleet; `assumed`: it is there, this figure by assumption. */
  readonly effect: 'left-out' | 'assumed';
}

/** Gathers what is not known while one thing of a fleet is read. */
export class GapReader {
  readonly gaps: FleetGap[] = [];

  constructor(private readonly resource: Resource) {}

  /** A figure that the fleet cannot do without. */
  need<T>(figure: string, value: Known<T>): T | undefined {
    if (!isUnknown(value)) return value;
    this.note(figure, value, 'left-out');
    return undefined;
  }

  /** A figure that something can stand for. */
  assume<T, F>(figure: string, value: Known<T>, fallback: F): T | F {
    if (!isUnknown(value)) return value;
    this.note(figure, value, 'assumed');
    return fallback;
  }

  note(figure: string, unknown: Unknown, effect: FleetGap['effect']): void {
    this.gaps.push({ resource: this.resource, figure, unknown, effect });
  }

  /** Whether something is missing that the fleet cannot do without. */
  get incomplete(): boolean {
    return this.gaps.some(({ effect }) => effect === 'left-out');
  }
}
