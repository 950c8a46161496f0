import { placeDaemons } from '../../../cluster/daemons';
import { newInstance } from '../../../cluster/new-instance';
import type { Capacity } from '../../../fleet';
import type { Instance, PlacedTask } from '../../../instance';
import type { PlacementRequest } from '../../../placement-request';
import { Placer } from '../../../placer';
import type { InstanceRejection } from '../../../rejection';
import {
  addResources,
  NO_RESOURCES,
  RESOURCE_NAMES,
  type RegisteredResources,
  type ResourceAmounts,
} from '../../../resources';
import type { RolloutAssumptions } from '../../assumptions';
import type { SimInstance, SimService, SimTask } from './world';

/** An instance on the board and the services' tasks that hold room there. */
interface Member {
  /** With its present status. */
  facts: Instance;
  readonly held: Set<SimTask>;
  reserved: ResourceAmounts;
}

/**
 * The ledger of placement: what ECS believes to be free. It answers with the engine's own placer and keeps room for
 * daemons. A stopping task is not on it any more.
 */
export class Board {
  private readonly placer: Placer;
  private readonly options: { readonly assumptions: RolloutAssumptions['placement'] };
  private readonly members = new Map<string, Member>();
  private readonly requests = new Map<SimService, Map<string, PlacementRequest>>();
  private readonly eligible = new Map<SimService, Map<string, boolean>>();

  constructor({ placement }: RolloutAssumptions) {
    this.options = { assumptions: placement };
    this.placer = new Placer([], this.options);
  }

  /** Adds an instance, with room kept for its daemons. */
  add({ id, facts }: SimInstance, daemons: readonly SimService[]): void {
    const member: Member = { facts, held: new Set(), reserved: NO_RESOURCES };
    member.reserved = this.reservation(member, daemons);
    this.members.set(id, member);
    this.placer.addInstance({ ...facts, reserved: member.reserved });
  }

  remove({ id }: SimInstance): void {
    if (this.members.delete(id)) this.placer.removeInstance(id);
  }

  setDraining({ id }: SimInstance): void {
    const member = this.members.get(id)!;
    member.facts = { ...member.facts, status: 'DRAINING' };
    this.placer.setStatus(id, 'DRAINING');
  }

  /** The instance that a service's next task would go to, of its current or the given revision. */
  find(service: SimService, provider: string | undefined, revision?: number, zone?: string): string | undefined {
    return this.placer.find(this.request(service, provider, revision, zone));
  }

  /** Enters a task on an instance. */
  hold(task: SimTask, { id }: SimInstance): void {
    this.members.get(id)!.held.add(task);
    this.placer.commit(this.requestOf(task), id);
  }

  /** Takes a task off, if its instance is still there. */
  release(task: SimTask): void {
    const id = task.instance?.id;
    if (id !== undefined && this.members.get(id)?.held.delete(task)) this.placer.release(this.requestOf(task), id);
  }

  /** Why each instance refuses the service's next task. */
  explain(service: SimService, provider: string | undefined): readonly InstanceRejection[] {
    return this.placer.explain(this.request(service, provider));
  }

  /** An instance with the tasks that hold room on it, as the engine's other functions take it. */
  view({ id, facts }: SimInstance): Instance {
    const member = this.members.get(id);
    return member ? viewOf(member) : facts;
  }

  /** Whether a daemon's task may run on an instance that is empty. */
  isEligible(service: SimService, { facts }: Pick<SimInstance, 'facts'>): boolean {
    const answers = this.eligible.get(service) ?? new Map<string, boolean>();
    this.eligible.set(service, answers);
    const key = `${service.primary} ${facts.id}`;
    const answer = answers.get(key) ?? this.takesDaemon(service, { ...facts, status: 'ACTIVE', tasks: [] });
    answers.set(key, answer);
    return answer;
  }

  /** Whether a daemon's task fits an instance now, what is kept for it included. */
  hasRoomForDaemon(service: SimService, instance: SimInstance): boolean {
    return this.takesDaemon(service, this.view(instance));
  }

  /** Keeps room for the daemons that should run on an instance and do not. */
  reserve({ id }: SimInstance, daemons: readonly SimService[]): void {
    const member = this.members.get(id);
    if (!member) return;
    const reserved = this.reservation(member, daemons);
    if (RESOURCE_NAMES.every((name) => reserved[name] === member.reserved[name])) return;
    member.reserved = reserved;
    this.placer.removeInstance(id);
    this.placer.addInstance({ ...member.facts, reserved });
    for (const task of member.held) this.placer.commit(this.requestOf(task), id);
  }

  /** What replicas may take on an empty instance of each of a capacity's types. */
  offers(capacity: Capacity, daemons: readonly SimService[]): RegisteredResources[] {
    return capacity.instanceTypes.map((type) => {
      const facts = newInstance(capacity, type, capacity.zones[0]!, `any ${type.name} of ${capacity.name}`);
      const kept = this.reservation({ facts, held: new Set(), reserved: NO_RESOURCES }, daemons);
      const left = { ...type.registered };
      for (const name of RESOURCE_NAMES) left[name] = Math.max(0, left[name] - kept[name]);
      return left;
    });
  }

  /** What the daemons of an instance lack: of those that wait for room, and of those that could start at once. */
  private reservation(member: Member, daemons: readonly SimService[]): ResourceAmounts {
    if (daemons.length === 0) return NO_RESOURCES;
    const before = viewOf(member);
    const [after] = placeDaemons(daemons.map(daemonOf), [before], this.options).instances;
    const starting = after!.tasks
      .slice(before.tasks.length)
      .map(({ demand }) => ({ ...NO_RESOURCES, ...share(demand) }));
    return addResources(after!.reserved ?? NO_RESOURCES, ...starting);
  }

  private takesDaemon(service: SimService, instance: Instance): boolean {
    return placeDaemons([daemonOf(service)], [instance], this.options).absences.length === 0;
  }

  private requestOf({ service, provider, revision }: SimTask): PlacementRequest {
    return this.request(service, provider, revision);
  }

  private request(
    service: SimService,
    provider: string | undefined,
    revision = service.primary,
    zone?: string,
  ): PlacementRequest {
    const key = `${revision} ${provider ?? ''} ${zone ?? ''}`;
    const known = this.requests.get(service) ?? new Map<string, PlacementRequest>();
    this.requests.set(service, known);
    const request = known.get(key) ?? requestFor(service, provider, revision, zone);
    known.set(key, request);
    return request;
  }
}

function viewOf({ facts, held }: Member): Instance {
  const tasks = [...held].map(
    ({ id, service, revision }): PlacedTask => ({
      id,
      group: service.group,
      demand: service.revisions[revision]!.demand,
      daemon: service.service.daemon,
    }),
  );
  return { ...facts, tasks: [...facts.tasks, ...tasks] };
}

function daemonOf({ service, revisions, primary }: SimService) {
  const { name, subnetZones } = service;
  const { demand, constraints } = revisions[primary]!;
  return { name, demand, constraints, subnetZones };
}

/** What ECS keeps for a daemon: neither ports nor GPUs. */
const share = ({ cpuUnits, memoryMiB, networkInterfaces }: ResourceAmounts | PlacedTask['demand']) => ({
  cpuUnits,
  memoryMiB,
  networkInterfaces,
});

function requestFor(
  service: SimService,
  provider: string | undefined,
  revision: number,
  zone: string | undefined,
): PlacementRequest {
  const { subnetZones, strategies } = service.service;
  const { demand, constraints } = service.revisions[revision]!;
  return {
    demand,
    group: service.group,
    constraints: zone === undefined ? constraints : [...constraints, inZone(zone)],
    ...(strategies && { strategies }),
    ...(provider !== undefined && { capacityProvider: provider }),
    ...(subnetZones && { subnetZones }),
  };
}

const inZone = (zone: string) =>
  ({ type: 'memberOf', expression: `attribute:ecs.availability-zone == '${zone}'` }) as const;
