import { type Candidate, offeredResources, type Protocol } from '../filters/candidate';
import { attributesOf, holdingTasks, type Instance, type InstanceStatus } from '../instance';
import { RESOURCE_NAMES, type ResourceAmounts, type ResourceName } from '../resources';
import type { TaskDemand } from '../task-demand';
import { ChangeLog } from './change-log';
import { type Buckets, bucketFor, GroupTally } from './group-tally';
import { Kinds, type Roster, rosterOf } from './roster';

/** TCP and UDP ports in one set. */
const UDP_OFFSET = 65_536;

/**
 * What every instance has left, in arrays indexed by slot: the state that a {@link Placer} changes task by task.
 * A slot is an instance's place in the arrays; slots of removed instances are used again.
 */
export class Ledger {
  readonly log = new ChangeLog();
  /** Goes up whenever instances come or go, so that indexes know they must be built anew. */
  epoch = 0;
  /** By slot; undefined for a slot that is free. */
  readonly instances: (Instance | undefined)[] = [];
  /** By slot: 1 if the instance is ACTIVE and its agent connected. */
  readonly open: number[] = [];
  readonly free: Readonly<Record<ResourceName, Float64Array>> = allocate(0);
  readonly takenPorts: number[] = [];
  /** By slot: the number of the instance's kind (see {@link Kinds}). */
  readonly kind: number[] = [];
  private readonly kinds = new Kinds();
  private lastRoster: { readonly epoch: number; readonly roster: Roster } | undefined;
  private readonly running: number[] = [];
  private readonly ports: (Map<number, number> | undefined)[] = [];
  private readonly slots = new Map<string, number>();
  private readonly unused: number[] = [];
  private readonly groups = new Map<string, GroupTally>();
  private readonly attributes = new Map<string, Buckets>();
  private readonly attributesAt: Readonly<Record<string, string>>[] = [];
  private readonly offeredAt: ResourceAmounts[] = [];
  /** By slot: made when asked for, and dropped when the instance changes. */
  private readonly views: (Candidate | undefined)[] = [];
  private size = 0;

  slotOf(instanceId: string): number | undefined {
    return this.slots.get(instanceId);
  }

  /** The instances that are there now in the order of their ids. */
  roster(): Roster {
    if (this.lastRoster?.epoch === this.epoch) return this.lastRoster.roster;
    const roster = rosterOf(this.instances);
    this.lastRoster = { epoch: this.epoch, roster };
    return roster;
  }

  add(instance: Instance): void {
    const slot = this.unused.pop() ?? this.instances.length;
    if (slot >= this.size) this.grow(Math.max(16, this.size * 2));
    this.slots.set(instance.id, slot);
    this.instances[slot] = instance;
    this.kind[slot] = this.kinds.of(instance);
    this.attributesAt[slot] = attributesOf(instance);
    this.offeredAt[slot] = offeredResources(instance);
    for (const name of RESOURCE_NAMES) {
      this.free[name][slot] = instance.registered[name] - (instance.reserved?.[name] ?? 0);
    }
    this.running[slot] = 0;
    this.takenPorts[slot] = 0;
    this.ports[slot] = undefined;
    for (const port of instance.registered.reservedTcpPorts) this.takePort(slot, port, 1);
    for (const port of instance.registered.reservedUdpPorts) this.takePort(slot, port + UDP_OFFSET, 1);
    for (const [name, buckets] of this.attributes) buckets.of[slot] = bucketFor(buckets, this.valueAt(slot, name));
    this.setStatus(slot, instance.status);
    for (const { demand, group } of holdingTasks(instance)) this.change(slot, demand, this.group(group), 1);
    this.epoch++;
  }

  remove(slot: number): void {
    this.slots.delete(this.instances[slot]!.id);
    for (const tally of this.groups.values()) tally.add(slot, -tally.onInstance[slot]!);
    this.instances[slot] = undefined;
    this.open[slot] = 0;
    this.unused.push(slot);
    this.epoch++;
  }

  setStatus(slot: number, status: InstanceStatus): void {
    const instance = { ...this.instances[slot]!, status };
    this.instances[slot] = instance;
    this.open[slot] = status === 'ACTIVE' && instance.agentConnected ? 1 : 0;
    this.changed(slot);
  }

  /** Adds (1) or takes away (-1) one task. */
  change(slot: number, demand: TaskDemand, tally: GroupTally, count: 1 | -1): void {
    const { free } = this;
    free.cpuUnits[slot]! -= count * demand.cpuUnits;
    free.memoryMiB[slot]! -= count * demand.memoryMiB;
    free.networkInterfaces[slot]! -= count * demand.networkInterfaces;
    free.ebsVolumes[slot]! -= count * demand.ebsVolumes;
    if (demand.gpus !== 0) {
      const gpus = demand.gpus === 'all' ? this.instances[slot]!.registered.gpus : demand.gpus;
      free.gpus[slot]! -= count * gpus;
    }
    for (const port of demand.tcpPorts) this.takePort(slot, port, count);
    for (const port of demand.udpPorts) this.takePort(slot, port + UDP_OFFSET, count);
    this.running[slot]! += count;
    tally.add(slot, count);
    this.changed(slot);
  }

  private changed(slot: number): void {
    this.views[slot] = undefined;
    this.log.write(slot);
  }

  /** The tally of a group, an empty one if the group is new. */
  group(name: string): GroupTally {
    const known = this.groups.get(name);
    if (known) return known;
    const tally = new GroupTally(this.size);
    this.groups.set(name, tally);
    return tally;
  }

  /** How instances fall into groups of equal values of an attribute. */
  bucketsOf(attribute: string): Buckets {
    const known = this.attributes.get(attribute);
    if (known) return known;
    const buckets: Buckets = { of: [], byValue: new Map() };
    this.attributes.set(attribute, buckets);
    this.instances.forEach((_, slot) => {
      buckets.of[slot] = bucketFor(buckets, this.valueAt(slot, attribute));
    });
    return buckets;
  }

  isTaken(slot: number, protocol: Protocol, port: number): boolean {
    return this.ports[slot]?.has(protocol === 'tcp' ? port : port + UDP_OFFSET) ?? false;
  }

  /** The view of an instance for filters and expressions; good until the instance changes. */
  candidateAt(slot: number): Candidate {
    const view = this.views[slot] ?? this.viewOf(slot);
    this.views[slot] = view;
    return view;
  }

  private viewOf(slot: number): Candidate {
    const { free } = this;
    return {
      instance: this.instances[slot]!,
      attributes: this.attributesAt[slot]!,
      status: this.instances[slot]!.status,
      agentConnected: this.instances[slot]!.agentConnected,
      free: {
        cpuUnits: free.cpuUnits[slot]!,
        memoryMiB: free.memoryMiB[slot]!,
        networkInterfaces: free.networkInterfaces[slot]!,
        gpus: free.gpus[slot]!,
        ebsVolumes: free.ebsVolumes[slot]!,
      },
      offered: this.offeredAt[slot]!,
      runningTasksCount: this.running[slot]!,
      takenPorts: this.takenPorts[slot]!,
      isTaken: (protocol, port) => this.isTaken(slot, protocol, port),
      tasksOf: (group) => this.groups.get(group)?.onInstance[slot] ?? 0,
      groups: () => this.groupsAt(slot),
    };
  }

  private *groupsAt(slot: number): Iterable<string> {
    for (const [name, tally] of this.groups) if (tally.onInstance[slot]! > 0) yield name;
  }

  private valueAt(slot: number, attribute: string): string {
    const attributes = this.attributesAt[slot]!;
    return Object.hasOwn(attributes, attribute) ? attributes[attribute]! : '';
  }

  /** Ports are counted, since a fleet that is read may already have two tasks on one. */
  private takePort(slot: number, port: number, count: 1 | -1): void {
    const ports = this.ports[slot] ?? new Map<number, number>();
    this.ports[slot] = ports;
    const holders = (ports.get(port) ?? 0) + count;
    if (holders > 0) ports.set(port, holders);
    else ports.delete(port);
    this.takenPorts[slot] = ports.size;
  }

  private grow(size: number): void {
    const grown = allocate(size);
    for (const name of RESOURCE_NAMES) {
      grown[name].set(this.free[name]);
      (this.free as Record<ResourceName, Float64Array>)[name] = grown[name];
    }
    for (const tally of this.groups.values()) tally.grow(size);
    this.size = size;
    this.epoch++;
  }
}

const allocate = (size: number): Record<ResourceName, Float64Array> => ({
  cpuUnits: new Float64Array(size),
  memoryMiB: new Float64Array(size),
  networkInterfaces: new Float64Array(size),
  gpus: new Float64Array(size),
  ebsVolumes: new Float64Array(size),
});
