import type { Assumptions } from '../assumptions';
import { dependsOnTasks, mentions } from '../expression';
import { architecture, operatingSystem, requiredAttributes } from '../filters/attributes';
import { admits } from '../filters/constraints';
import type { ParsedRequest } from '../filters/filter';
import { MAX_RESERVED_PORTS } from '../filters/ports';
import { capacityProvider, zone } from '../filters/standing';
import type { GroupTally } from './group-tally';
import type { Ledger } from './ledger';

/** Filters whose answer no task can change. */
const FIXED_FILTERS = [capacityProvider, zone, requiredAttributes, operatingSystem, architecture];

/**
 * Whether instances can take a task: the same answer as the filters give, split into what never changes for an
 * instance (asked once) and what tasks change (asked again whenever they do).
 */
export class Feasibility {
  private readonly fixedExpressions: ParsedRequest['expressions'];
  private readonly changingExpressions: ParsedRequest['expressions'];
  private readonly isDistinct: boolean;
  /** Whether instances of one kind may still differ: an expression asks for their ids or times. */
  private readonly tellsKindsApart: boolean;
  private readonly byKind: (boolean | undefined)[] = [];
  private readonly ports: number;

  constructor(
    private readonly request: ParsedRequest,
    private readonly ledger: Ledger,
    private readonly tally: GroupTally,
    private readonly assumptions: Assumptions,
  ) {
    this.fixedExpressions = request.expressions.filter(({ expression }) => !dependsOnTasks(expression));
    this.changingExpressions = request.expressions.filter(({ expression }) => dependsOnTasks(expression));
    this.tellsKindsApart = this.fixedExpressions.some(
      ({ expression }) => mentions(expression, 'ec2InstanceId') || mentions(expression, 'registeredAt'),
    );
    this.isDistinct = request.constraints?.some(({ type }) => type === 'distinctInstance') ?? false;
    this.ports = request.demand.tcpPorts.length + request.demand.udpPorts.length;
  }

  /** Whether nothing fixed stands against the instance; asked once for each kind of instance. */
  couldEver(slot: number): boolean {
    if (this.tellsKindsApart) return this.passesFixed(slot);
    const kind = this.ledger.kind[slot]!;
    const answer = this.byKind[kind] ?? this.passesFixed(slot);
    this.byKind[kind] = answer;
    return answer;
  }

  private passesFixed(slot: number): boolean {
    const candidate = this.ledger.candidateAt(slot);
    return (
      FIXED_FILTERS.every((filter) => filter(this.request, candidate, this.assumptions).length === 0) &&
      this.fixedExpressions.every(({ expression }) => admits(expression, candidate, this.assumptions))
    );
  }

  /** Whether the instance, nothing fixed standing against it, can take the task now. */
  canNow(slot: number): boolean {
    const { demand } = this.request;
    const { free, open } = this.ledger;
    if (open[slot] !== 1) return false;
    if (demand.cpuUnits > free.cpuUnits[slot]! && demand.cpuUnits > 0) return false;
    if (demand.memoryMiB > free.memoryMiB[slot]! && demand.memoryMiB > 0) return false;
    if (demand.networkInterfaces > free.networkInterfaces[slot]! && demand.networkInterfaces > 0) return false;
    if (demand.ebsVolumes > free.ebsVolumes[slot]! && demand.ebsVolumes > 0) return false;
    if (demand.gpus !== 0 && !this.hasGpus(slot)) return false;
    if (this.isDistinct && this.tally.onInstance[slot]! > 0) return false;
    if (this.ports > 0 && !this.hasPorts(slot)) return false;
    if (this.changingExpressions.length === 0) return true;
    const candidate = this.ledger.candidateAt(slot);
    return this.changingExpressions.every(({ expression }) => admits(expression, candidate, this.assumptions));
  }

  private hasGpus(slot: number): boolean {
    const { gpus } = this.request.demand;
    const needed = gpus === 'all' ? Math.max(1, this.ledger.instances[slot]!.registered.gpus) : gpus;
    return needed <= this.ledger.free.gpus[slot]!;
  }

  private hasPorts(slot: number): boolean {
    const { tcpPorts, udpPorts } = this.request.demand;
    return (
      this.ledger.takenPorts[slot]! + this.ports <= MAX_RESERVED_PORTS &&
      !tcpPorts.some((port) => this.ledger.isTaken(slot, 'tcp', port)) &&
      !udpPorts.some((port) => this.ledger.isTaken(slot, 'udp', port))
    );
  }
}
