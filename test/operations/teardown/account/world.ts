import type { LifecycleState } from '@aws-sdk/client-auto-scaling';
import type { NetworkInterface } from '@aws-sdk/client-ec2';
import { arn } from '../../test-clients';

/** A task of ECS. */
export interface WorldTask {
  readonly arn: string;
  readonly cluster: string;
  readonly group: string;
  /** The container instance; none while it is provisioned. */
  readonly host?: string;
  isProtected: boolean;
  /** When it ends, once it has been told to. */
  endsAt?: number;
}

export interface WorldService {
  readonly name: string;
  readonly cluster: string;
  /** The stack that made it, if any did. */
  readonly stack?: string;
  readonly kind: 'replica' | 'daemon';
  /** Tasks of a deployment that is not rolling, which the desired count does not end. */
  readonly green: number;
  readonly capacityProvider?: string;
  /** Its newest event. */
  readonly event?: string;
  status: 'ACTIVE' | 'DRAINING' | 'INACTIVE';
  desired: number;
  /** What scales it: the least, and whether that is suspended. */
  target?: { min: number; isSuspended: boolean };
}

export interface WorldInstance {
  readonly id: string;
  readonly group?: string;
  state: LifecycleState;
  since: number;
  isProtected: boolean;
}

export interface WorldHost {
  readonly arn: string;
  readonly cluster: string;
  readonly ec2: string;
  isConnected: boolean;
  isDraining: boolean;
}

export interface WorldGroup {
  readonly name: string;
  readonly cluster: string;
  readonly isDeletionProtected: boolean;
  /** Whether something lets go of instances that end; a hook without one holds them for hours. */
  readonly hook?: 'drains' | 'dead';
  min: number;
  max: number;
  desired: number;
  protectsNew: boolean;
  isTerminateSuspended: boolean;
  warm: number;
  warmDeletedAt?: number;
  isGone: boolean;
}

export interface WorldResource {
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId: string;
  /** Logical ids that it is deleted before. */
  readonly dependsOn: readonly string[];
  readonly policy?: 'Retain' | 'Snapshot' | 'RetainExceptOnCreate';
  readonly properties?: object;
  /** Why AWS does not delete it. */
  undeletable?: string;
  status: string;
  reason?: string;
  since: number;
}

export interface WorldStack {
  readonly id: string;
  readonly name: string;
  readonly parent?: string;
  readonly isTerminationProtected: boolean;
  readonly exports: readonly string[];
  status: string;
  resources: WorldResource[];
}

/** The state of an account, as plain data; what makes it go on is beside it. */
export class World {
  readonly clusters: { readonly name: string; isGone: boolean }[] = [];
  readonly services: WorldService[] = [];
  readonly tasks: WorldTask[] = [];
  readonly instances: WorldInstance[] = [];
  readonly hosts: WorldHost[] = [];
  readonly groups: WorldGroup[] = [];
  readonly stacks: WorldStack[] = [];
  /** Stacks that import, by export. */
  readonly imports = new Map<string, readonly string[]>();
  /** Network interfaces that hold what is asked about. */
  readonly interfaces: NetworkInterface[] = [];
  /** Images, by repository. */
  readonly images = new Map<string, number>();
  /** Clusters that a schedule starts a task in, by the logical id of the schedule. */
  readonly schedules = new Map<string, string>();
  /** What must never have happened. */
  readonly violations: string[] = [];
  /** Calls that changed something. */
  readonly changes: string[] = [];
  private made = 0;

  constructor(
    /** The account's own time; it goes on with each call. */
    public now: number,
    readonly random: () => number,
  ) {}

  id(): string {
    return `${++this.made}`.padStart(6, '0');
  }

  between(least: number, most: number): number {
    return least + Math.floor(this.random() * (most - least + 1));
  }

  /** Tasks that have not ended. */
  tasksThere(): readonly WorldTask[] {
    return this.tasks.filter(({ endsAt }) => endsAt === undefined || endsAt > this.now);
  }

  startTask(cluster: string, group: string, host: WorldHost | undefined, isProtected = false): void {
    this.tasks.push({
      arn: arn.task(this.id(), cluster),
      cluster,
      group,
      isProtected,
      ...(host && { host: host.arn }),
    });
  }

  /** Tells a task to stop; one whose agent is away does not hear of it. */
  tell(task: WorldTask): void {
    if (task.endsAt !== undefined) return;
    const host = this.hosts.find((one) => one.arn === task.host);
    const isDeaf = host !== undefined && !host.isConnected;
    task.endsAt = isDeaf ? Number.POSITIVE_INFINITY : this.now + this.between(1, 40) * 1000;
  }

  /** Takes an instance out of its cluster; its tasks have ended then. */
  deregister(host: WorldHost): void {
    for (const task of this.tasks)
      if (task.host === host.arn) task.endsAt = Math.min(task.endsAt ?? Infinity, this.now);
    this.hosts.splice(this.hosts.indexOf(host), 1);
  }
}
