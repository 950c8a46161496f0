import { CapacityInTemplate, hostsOf, isUnknown, type Known, type Model, Unknown } from '../../../template';
import type { Clients } from '../../aws/clients';
import { refusedWith } from '../../aws/problem/operation-error';
import { type Account, notNamed } from '../account';
import type { PreflightCheck } from '../check';
import { fails, HOLDS, type PreflightOutcome, unknown } from '../outcome';
import { partitionOf, written } from '../written';
import { capacitiesOf } from './capacities';

/** ENI trunking is in effect for the role of instances whose tasks have network interfaces of their own. */
export const trunking: PreflightCheck = {
  id: 'trunking',
  title: 'ENI trunking is in effect where awsvpc tasks may need it',
  questions: (model, account) =>
    capacitiesOf(model).flatMap((capacity) => {
      const neededBy = awsvpcOrigins(capacity, model);
      const gain = gainOf(capacity);
      if (neededBy.length === 0 || !gain || turnsItOn(capacity, model)) return [];
      return [{ subject: capacity.name, neededBy, look: () => look(capacity, gain, model, account) }];
    }),
};

/** Tasks that an instance takes without and with a trunk. */
interface Gain {
  readonly type: string;
  readonly without: number;
  readonly trunked: number;
}

/** By the type that gains the least; none for types that have no trunk. */
function gainOf({ types }: CapacityInTemplate): Gain | undefined {
  if (isUnknown(types)) return undefined;
  const gains = types.map(({ name, awsvpcTasks, trunkedTasks }) => ({
    type: name,
    without: awsvpcTasks.atLeast,
    trunked: trunkedTasks.atLeast,
  }));
  return gains.filter(({ without, trunked }) => trunked > without).sort((a, b) => a.trunked - b.trunked)[0];
}

const awsvpcOrigins = ({ source }: CapacityInTemplate, { taskOrigins }: Model): readonly string[] =>
  taskOrigins
    .filter((origin) => {
      const hosts = hostsOf(origin);
      return (
        origin.definition?.networkMode === 'awsvpc' &&
        hosts !== undefined &&
        !isUnknown(hosts) &&
        hosts.capacities.some((one) => one.source.group === source.group)
      );
    })
    .map(({ name }) => name);

/** Whether the templates turn it on themselves, so that it is also on where it is assumed to be off. */
const turnsItOn = ({ source }: CapacityInTemplate, { set, assumptions }: Model): boolean =>
  new CapacityInTemplate(source, set, { ...assumptions, trunking: 'off' }).trunking === 'on';

async function look(
  capacity: CapacityInTemplate,
  gain: Gain,
  { assumptions }: Model,
  account: Account,
): Promise<PreflightOutcome> {
  if (assumptions.trunking === 'off') return HOLDS;
  const principalArn = await principalOf(capacity, account);
  if (isUnknown(principalArn)) return unknown({ code: 'value', unknown: principalArn });
  const { settings = [] } = await account.at(capacity.source.group.resource).ecs.listAccountSettings({
    name: 'awsvpcTrunking',
    effectiveSettings: true,
    principalArn,
  });
  if (settings.some(({ value }) => value === 'enabled' || value === 'on')) return HOLDS;
  const off = { code: 'trunking-off', principal: principalArn, ...gain } as const;
  return assumptions.trunking === 'on' ? fails(off) : unknown(off);
}

/**
 * Whose setting decides: the role of the instances, or, for a role that is yet to be made, the account's root, whose
 * setting is the default.
 */
async function principalOf(capacity: CapacityInTemplate, account: Account): Promise<Known<string>> {
  const { resource, launch } = capacity.source.group;
  const clients = account.at(resource);
  const { instanceRole } = capacity;
  if (instanceRole) {
    const name = await account.physicalId(instanceRole);
    const arn = name && (await roleArn(clients, name));
    if (arn) return arn;
    if (!account.isNamed(instanceRole.stack)) return notNamed(instanceRole.stack);
    return `arn:${partitionOf(await clients.region()).partition}:iam::${await account.id()}:root`;
  }
  const profile = launch?.instanceProfile && (await written(launch.instanceProfile, resource, account));
  if (typeof profile !== 'string') return notKnown(resource.stack.stack);
  const found = await clients.iam.getInstanceProfile({
    InstanceProfileName: profile.slice(profile.lastIndexOf('/') + 1),
  });
  return found.InstanceProfile?.Roles?.[0]?.Arn ?? notKnown(resource.stack.stack);
}

const notKnown = (stack: string): Unknown =>
  new Unknown({ code: 'assumption', name: 'the template does not tell the role of the instances' }, stack);

async function roleArn({ iam }: Clients, RoleName: string): Promise<string | undefined> {
  try {
    return (await iam.getRole({ RoleName })).Role?.Arn;
  } catch (error) {
    if (!refusedWith(error, 'NoSuchEntityException', 'NoSuchEntity')) throw error;
    return undefined;
  }
}
