import type { PlacementReason, Service } from '../../placement';
import type { ClusterNames } from '../plan/cluster-names';
import { reasonText } from '../plan/reason-text';
import { embedded } from './html';

/** What the page says of a service when one of its tasks is pointed at. */
export interface ServiceNote {
  readonly name: string;
  readonly demand: string;
  readonly share: string;
}

/** What is said of tasks that are pointed at: gathered while they are drawn, each sentence once. */
export class Notes {
  private readonly services: ServiceNote[] = [];
  private readonly reasons = new Map<string, number>();

  /** @returns the number of the service in the page */
  service(note: ServiceNote): number {
    return this.services.push(note) - 1;
  }

  /** @returns the number of the reason in the page */
  reason(reason: PlacementReason | undefined): number {
    const text = reason ? reasonText(reason) : '';
    const known = this.reasons.get(text) ?? this.reasons.size;
    this.reasons.set(text, known);
    return known;
  }

  /** The notes as the script of the page reads them. */
  toJson(): string {
    return embedded({ services: this.services, reasons: [...this.reasons.keys()] });
  }
}

/** Which capacity providers the tasks of a service go to, in one sentence. */
export function shareText({ daemon, capacityProviderStrategy = [] }: Service, names: ClusterNames): string {
  if (daemon) return 'A daemon: one on every instance that it may run on.';
  if (capacityProviderStrategy.length === 0) return 'By launch type, so that any instance may take it.';
  const [only, ...others] = capacityProviderStrategy;
  if (only && others.length === 0) return `All its tasks go to ${names.provider(only.capacityProvider)}.`;
  const shares = capacityProviderStrategy.map(({ capacityProvider, base = 0, weight = 0 }) => {
    const first = base > 0 ? `the first ${base} to ` : '';
    return `${first}${names.provider(capacityProvider)} by weight ${weight}`;
  });
  return `Its tasks are shared out: ${shares.join(', ')}.`;
}
