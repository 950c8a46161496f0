import {
  booleanAt,
  isUnknown,
  type Known,
  knownStructAt,
  listAt,
  numberAt,
  stringAt,
  structAt,
  structsAt,
} from '../known';
import type { Resource } from '../stack/resource';
import { type AgentConfig, agentConfigOf, userDataText } from '../user-data/agent-config';
import type { Struct, Value } from '../value/value';

/** How instances are launched, whether a launch template or a launch configuration says so. */
export class LaunchSettings {
  private config?: { readonly read: AgentConfig | undefined };

  constructor(
    /** The launch template or launch configuration. */
    readonly resource: Resource,
  ) {}

  /** The properties that say it, for whatever has no name here. */
  get data(): Struct {
    if (this.isConfiguration) return this.resource.properties;
    return knownStructAt(this.resource.properties, 'LaunchTemplateData') ?? {};
  }

  private get isConfiguration(): boolean {
    return this.resource.type === 'AWS::AutoScaling::LaunchConfiguration';
  }

  get imageId(): Value | undefined {
    return this.data['ImageId'];
  }

  get instanceType(): Known<string> | undefined {
    return stringAt(this.data, 'InstanceType');
  }

  /** Attribute-based selection, in place of a type. */
  get instanceRequirements(): Known<Struct> | undefined {
    return structAt(this.data, 'InstanceRequirements');
  }

  /** The user data's script, with a mark for each part that is not known; undefined when it is not known at all. */
  get userDataText(): string | undefined {
    return userDataText(this.data['UserData']);
  }

  /** What user data, and `cfn-init` called by it, tells the agent; undefined when not all of that is known. */
  get agentConfig(): AgentConfig | undefined {
    this.config ??= { read: agentConfigOf(this.data['UserData'], this.resource) };
    return this.config.read;
  }

  /** Whether every instance is a spot instance by the launch settings alone. */
  get isSpot(): boolean {
    if (this.isConfiguration) return this.data['SpotPrice'] !== undefined;
    return knownStructAt(this.data, 'InstanceMarketOptions')?.['MarketType'] === 'spot';
  }

  /** Whether every instance is on a host of one's own or in a capacity block: none counts against the vCPU quotas. */
  get hasOtherQuota(): boolean {
    if (this.isConfiguration) return false;
    const market = knownStructAt(this.data, 'InstanceMarketOptions')?.['MarketType'];
    return market === 'capacity-block' || knownStructAt(this.data, 'Placement')?.['Tenancy'] === 'host';
  }

  /** Whether instances get a public address; absent when the subnet decides. */
  get publicAddress(): Known<boolean> | undefined {
    const [primary] = structsAt(this.data, 'NetworkInterfaces');
    return booleanAt(primary ?? this.data, 'AssociatePublicIpAddress');
  }

  /** References to security groups, from wherever they are named. */
  get securityGroups(): readonly Value[] {
    const [primary] = structsAt(this.data, 'NetworkInterfaces');
    const lists = [
      primary && listAt(primary, 'Groups'),
      listAt(this.data, 'SecurityGroupIds'),
      listAt(this.data, 'SecurityGroups'),
    ];
    return lists.flatMap((list) => (list === undefined || isUnknown(list) ? [] : list));
  }

  /** The instance profile, by whichever of its names. */
  get instanceProfile(): Value | undefined {
    const profile = this.data['IamInstanceProfile'];
    if (this.isConfiguration) return profile;
    const struct = structAt(this.data, 'IamInstanceProfile');
    return struct === undefined || isUnknown(struct) ? struct : (struct['Arn'] ?? struct['Name']);
  }

  /** IMDS: whether a token is required, and over how many hops an answer travels. */
  get metadata(): { readonly tokens?: Known<string>; readonly hopLimit?: Known<number> } {
    const options = knownStructAt(this.data, 'MetadataOptions');
    if (!options) return {};
    return { tokens: stringAt(options, 'HttpTokens'), hopLimit: numberAt(options, 'HttpPutResponseHopLimit') };
  }
}
