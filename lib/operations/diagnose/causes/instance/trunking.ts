import { type Instance, instanceType, registeredResources } from '../../../../placement';
import type { Look } from '../../look';

/** Instances lack network interfaces that a trunk would give them. */
export interface TrunkingOff {
  readonly code: 'trunking-off';
  /** The tasks that wait for one. */
  readonly group: string;
  readonly instances: readonly UntrunkedInstance[];
}

/** An instance without a trunk, of a type that can have one. */
export interface UntrunkedInstance {
  readonly containerInstanceId: string;
  readonly ec2InstanceId?: string;
  readonly instanceType: string;
  /** Tasks with network interfaces of their own that it takes, */
  readonly takes: number;
  /** and that it would take with a trunk. */
  readonly wouldTake: number;
}

/** Refusals for want of network interfaces and of nothing else, on instances that were launched without a trunk. */
export const trunkingOff = async ({ scene, refused }: Look): Promise<readonly TrunkingOff[]> =>
  refused.flatMap(({ waiting: { group }, instances: refusals }) => {
    const lacking = new Set(
      refusals
        .filter(({ rejections }) => rejections.every(({ code }) => code === 'network-interfaces'))
        .map(({ containerInstanceId }) => containerInstanceId),
    );
    const instances = (scene.instances ?? [])
      .filter(({ id }) => lacking.has(id))
      .flatMap((one) => untrunked(one) ?? []);
    return instances.length > 0 ? [{ code: 'trunking-off' as const, group, instances }] : [];
  });

/** An instance with a trunk says so by an attribute, which it gets when it registers. */
function untrunked({ id, ec2InstanceId, instanceType: name, attributes }: Instance): UntrunkedInstance | undefined {
  const listed = instanceType(name);
  if (listed.code !== 'found' || Object.hasOwn(attributes, 'ecs.awsvpc-trunk-id')) return undefined;
  const [takes, wouldTake] = [false, true].map(
    (trunking) => registeredResources(listed.type, { trunking }).networkInterfaces,
  );
  if (takes === undefined || wouldTake === undefined || wouldTake <= takes) return undefined;
  return { containerInstanceId: id, ...(ec2InstanceId && { ec2InstanceId }), instanceType: name, takes, wouldTake };
}
