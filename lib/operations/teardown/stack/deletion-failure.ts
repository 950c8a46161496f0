import type { NetworkInterface } from '@aws-sdk/client-ec2';
import type { Clients } from '../../aws/clients';
import { NESTED_STACK, type StackResource } from './stack-resources';

/** Why CloudFormation could not delete a resource, as far as its reason says. */
export type FailureCause =
  /** A bucket or repository that is not empty. */
  | 'not-empty'
  /** A protection of its own against deletion. */
  | 'protected'
  /** Something that is not of the stack depends on it. */
  | 'in-use'
  /** An export that another stack imports. */
  | 'imported'
  /** The function of a custom resource failed or did not answer. */
  | 'custom-resource'
  | 'no-permission'
  /** It did not become what was waited for. */
  | 'not-stabilized'
  /** Not tried, since others failed. */
  | 'cancelled'
  | 'other';

/** A network interface that holds a security group, subnet or network. */
export interface HoldingInterface {
  readonly id: string;
  readonly description: string;
  /** The instance it is attached to, or the service of AWS that made it. */
  readonly of?: string;
}

/** A resource that could not be deleted. */
export interface FailedResource extends StackResource {
  readonly cause: FailureCause;
  readonly heldBy: readonly HoldingInterface[];
}

/** What each reason means; the first that matches. */
const CAUSES: readonly (readonly [RegExp, FailureCause])[] = [
  [/not empty|still contains (images|objects)|must be empty|NotEmptyException/i, 'not-empty'],
  [/not authorized|access ?denied|UnauthorizedOperation|cannot be assumed/i, 'no-permission'],
  [/cancell?ed/i, 'cancelled'],
  [/export.*(in use|imported)|in use by .*stack/i, 'imported'],
  [/custom resource|failed to (call|invoke) .*lambda|response from your Custom/i, 'custom-resource'],
  [/(deletion|termination|delete) ?protection|DisableApiTermination|OperationNotPermitted/i, 'protected'],
  [
    /cannot be deleted while|depend|in use|in-use|being used|attached|detach|associated with|contains|mapped public address|ResourceInUse/i,
    'in-use',
  ],
  [/stabilize|timed? ?out|time limit|did not complete/i, 'not-stabilized'],
];

/** The resources of a stack that could not be deleted, with what holds them; causes first. */
export async function failedResources(
  clients: Clients,
  resources: readonly StackResource[],
): Promise<readonly FailedResource[]> {
  const failed = resources.filter(({ status }) => status === 'DELETE_FAILED');
  // A nested stack only repeats that something in it failed.
  const told = failed.filter(
    ({ type, logicalId }) => type !== NESTED_STACK || !failed.some((one) => one.logicalId.startsWith(`${logicalId}/`)),
  );
  const known = told.map((one) => ({ ...one, cause: causeOf(one) }));
  const ordered = [
    ...known.filter((one) => one.cause !== 'cancelled'),
    ...known.filter((one) => one.cause === 'cancelled'),
  ];
  return Promise.all(ordered.map(async (one) => ({ ...one, heldBy: await interfacesHolding(clients, one) })));
}

/** What the reason of a failed deletion comes down to. */
export function causeOf({ type, reason = '' }: Pick<StackResource, 'type' | 'reason'>): FailureCause {
  const isCustom = type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource';
  const [, cause] = CAUSES.find(([pattern]) => pattern.test(reason)) ?? [];
  return isCustom && cause !== 'cancelled' ? 'custom-resource' : (cause ?? 'other');
}

/** How EC2 filters network interfaces by what they hold. */
const HELD: Readonly<Record<string, string>> = {
  'AWS::EC2::SecurityGroup': 'group-id',
  'AWS::EC2::Subnet': 'subnet-id',
  'AWS::EC2::VPC': 'vpc-id',
};

async function interfacesHolding(
  clients: Clients,
  { type, physicalId, cause }: StackResource & { readonly cause: FailureCause },
): Promise<readonly HoldingInterface[]> {
  const Name = HELD[type];
  if (!Name || cause === 'cancelled') return [];
  const Filters = [{ Name, Values: [physicalId] }];
  const { NetworkInterfaces = [] } = await clients.ec2.describeNetworkInterfaces({ Filters, MaxResults: 100 });
  return NetworkInterfaces.map(holding);
}

function holding({
  NetworkInterfaceId = '',
  Description = '',
  Attachment,
  RequesterId,
  InterfaceType,
}: NetworkInterface) {
  const of = Attachment?.InstanceId ?? (InterfaceType === 'interface' ? RequesterId : InterfaceType);
  return { id: NetworkInterfaceId, description: Description, ...(of && { of }) };
}
