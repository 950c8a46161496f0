import {
  instanceFamily,
  instanceType,
  type RegistrationOptions,
  type ResourceName,
  registeredResources,
  type ShortageRejection,
} from '../../placement';
import type { TaskOrigin } from '../../template';
import type { Rule } from '../rule';
import { rule } from '../rule';
import { demandFigure, fitOutcomes, type Refusal } from './fit-outcomes';

/** A task that needs more of one resource than the best empty instance has. */
export interface Shortage extends Record<string, string | number | boolean | null> {
  /** Where it would have to go. */
  readonly where: string;
  /** The instance type that is nearest to taking it. */
  readonly instanceType: string;
  /** What the task needs. */
  readonly needed: number;
  /** What an empty instance of the type leaves for it, at best. */
  readonly offered: number;
  readonly short: number;
  /** What daemons take of it. */
  readonly daemons: number;
  /** The smallest type of the same family that would do. */
  readonly largerType: string | null;
}

/** What tells the rule of one resource from that of another. */
interface ShortageRule extends Pick<Rule, 'id' | 'title' | 'why' | 'remedy' | 'link'> {
  readonly code: ShortageRejection['code'];
  readonly resource: ResourceName;
  /** The amount in words, such as `2048 MiB of memory`. */
  amount(count: number): string;
  /** How to ask for less. */
  less(offered: number): string;
}

/** A rule about one resource: a task fits an empty instance of each capacity that gets its tasks. */
export const shortageRule = ({ code, resource, amount, less, ...declared }: ShortageRule): Rule =>
  rule<Shortage>({
    ...declared,
    severity: 'error',

    check: (model) =>
      fitOutcomes<Shortage>(model, {
        figures: (fit) => [demandFigure(fit, resource)],
        wrong: (refusal, { origin, target }) => shortageIn(refusal, code, resource, target.name, origin),
      }),

    message: ({ where, instanceType, needed, offered, daemons }) =>
      `a task needs ${amount(needed)}; in ${where} the nearest instance type, ${instanceType}, has ` +
      `${offered} for it when empty${daemons > 0 ? `, since daemons take ${daemons}` : ''}`,

    fix: ({ offered, largerType, daemons }) => {
      const larger = largerType ? `launch ${largerType} or larger` : 'launch an instance type that has more';
      const asLess = offered > 0 ? `${less(offered)}, or ${larger}` : larger;
      return daemons > 0 ? `${asLess}; daemons' share counts` : asLess;
    },
  });

function shortageIn(
  refusal: Refusal,
  code: ShortageRejection['code'],
  resource: ResourceName,
  where: string,
  origin: TaskOrigin,
): Shortage | undefined {
  if (refusal.code !== 'refused') return undefined;
  const found = refusal.rejections.find((one): one is ShortageRejection => one.code === code);
  if (!found) return undefined;
  const { type, instance, capacity } = refusal.closest;
  // GPUs that the machine image has no driver for are the image's fault.
  if (resource === 'gpus' && !capacity.registersGpus) return undefined;
  const daemons = instance.registered[resource] - found.offered;
  return {
    where,
    instanceType: type,
    needed: found.needed,
    offered: Math.max(0, found.offered),
    short: found.needed - found.offered,
    daemons,
    largerType: largerType(type, resource, found.needed + daemons, origin),
  };
}

/** The smallest type of a family, by its vCPUs, that is sure to register so much. */
function largerType(name: string, resource: ResourceName, needed: number, origin: TaskOrigin): string | null {
  const answer = instanceType(name);
  if (answer.code !== 'found') return null;
  const options: RegistrationOptions = {
    bound: 'conservative',
    trunking: origin.capacities.some(({ trunking }) => trunking === 'on'),
  };
  const enough = instanceFamily(answer.type.family)
    .filter((type) => !type.bareMetal && registeredResources(type, options)[resource] >= needed)
    .sort((left, right) => left.vcpus - right.vcpus);
  return enough[0]?.name ?? null;
}
