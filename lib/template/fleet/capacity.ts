import {
  agentAttributes,
  type CapacityInstanceType,
  type ListedInstanceType,
  PlacementInputError,
  registeredResources,
} from '../../placement';
import type { ClusterCapacity } from '../ecs/cluster';
import { isUnknown, type Known, listAt } from '../known';
import type { ModelAssumptions } from '../model-assumptions';
import type { Resource } from '../stack/resource';
import type { TemplateSet } from '../stack/template-set';
import { Unknown } from '../value/value';
import { agentSetup } from './agent-settings';
import { instanceTypesOf } from './instance-options';
import { type MachineImage, machineImageOf } from './machine-image';
import { zonesOfGroup } from './zones';

/** Which side to take where AWS leaves a figure open: what fits the careful one fits, what misses the other misses. */
export type Bound = 'conservative' | 'optimistic';

/** A capacity of a cluster as far as templates tell: its instances and what they register, zone by zone. */
export class CapacityInTemplate {
  readonly image: MachineImage;
  /** Zones in which instances may start. */
  readonly zones: Known<readonly string[]>;
  /** Types that may be launched, the preferred one first. */
  readonly types: Known<readonly ListedInstanceType[]>;

  constructor(
    readonly source: ClusterCapacity,
    private readonly set: TemplateSet,
    private readonly assumptions: ModelAssumptions,
  ) {
    const { group } = source;
    this.image = machineImageOf(group.launch?.imageId);
    this.zones = zonesOfGroup(group, set);
    this.types = instanceTypesOf(group, this.image.architecture);
  }

  /** Whether ENI trunking is in effect: turned on by the templates for the instances' role, else as assumed. */
  get trunking(): ModelAssumptions['trunking'] {
    const role = this.instanceRole;
    const turnedOn = this.set
      .resources('Custom::StowageTrunking')
      .some(({ properties }) => role !== undefined && this.set.resourceOf(properties['role']) === role);
    return turnedOn ? 'on' : this.assumptions.trunking;
  }

  /** The role of its instances, when the templates hold it. */
  get instanceRole(): Resource | undefined {
    const profile = this.set.resourceOf(this.source.group.launch?.instanceProfile);
    const roles = profile && listAt(profile.properties, 'Roles');
    return roles === undefined || isUnknown(roles) ? undefined : this.set.resourceOf(roles[0]);
  }

  /**
   * Whether it is known what the agent can do: an ECS machine image whose defaults are known, and user data that is.
   * Otherwise {@link instanceTypes} takes the defaults of Amazon Linux.
   */
  get agentIsKnown(): boolean {
    const { family } = this.image;
    return family !== undefined && family !== 'custom' && this.source.group.launch?.agentConfig !== undefined;
  }

  /** Whether GPUs are registered: images with their driver turn it on, user data may. True where nothing tells. */
  get registersGpus(): boolean {
    const written = this.source.group.launch?.agentConfig?.get('ECS_ENABLE_GPU_SUPPORT');
    if (written !== undefined) return written !== 'false';
    return !this.agentIsKnown || this.image.accelerator === 'gpu';
  }

  /** Its name in words. */
  get name(): string {
    const { resource } = this.source.group;
    return resource.constructPath ?? resource.logicalId;
  }

  /**
   * What an instance of each type registers, and the attributes it reports. With `trunking` unknown, the careful
   * bound counts without a trunk and the other one with it.
   */
  instanceTypes(bound: Bound): Known<readonly CapacityInstanceType[]> {
    return isUnknown(this.types) ? this.types : this.registering(this.types, bound);
  }

  /** The same for any types, as if the group launched them with its machine image and its user data. */
  registering(types: readonly ListedInstanceType[], bound: Bound): Known<readonly CapacityInstanceType[]> {
    const setup = agentSetup(this.source.group.launch?.agentConfig ?? new Map());
    if (isUnknown(setup)) return setup;
    const trunking = this.trunking === 'on' || (this.trunking === 'unknown' && bound === 'optimistic');
    const { memoryOverheadPercent: overhead } = this.assumptions;
    const operatingSystem = this.image.family === 'windows' ? 'windows' : 'linux';
    const gpuSupport = this.registersGpus;
    try {
      return types.map((type) => ({
        name: type.name,
        registered: registeredResources(type, {
          ...setup.registration,
          bound,
          trunking,
          operatingSystem,
          gpuSupport,
          memoryMiB: overhead === undefined ? undefined : Math.floor(type.memoryMiB * (1 - overhead / 100)),
        }),
        attributes: agentAttributes(type, { ...setup.settings, machineImage: this.image.family, trunking }),
        usdPerHour: type.usdPerHour,
      }));
    } catch (error) {
      if (!(error instanceof PlacementInputError)) throw error;
      const [problem] = error.problems;
      return new Unknown({ code: 'malformed', name: problem!.path }, this.source.group.resource.stack.stack);
    }
  }
}
