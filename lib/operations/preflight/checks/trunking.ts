import { CapacityInTemplate, hostsOf, isUnknown, type Model } from '../../../template';
import type { Clients } from '../../aws/clients';
import { refusedWith } from '../../aws/operation-error';
import type { Account } from '../account';
import { capacitiesOf } from '../capacities';
import type { PreflightCheck } from '../check';
import { fails, HOLDS, type PreflightOutcome, unknown } from '../outcome';
import { partitionOf } from '../written';

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
  const clients = account.at(capacity.source.group.resource);
  const principalArn = (await roleArn(capacity, account)) ?? (await rootArn(clients, account));
  const { settings = [] } = await clients.ecs.listAccountSettings({
    name: 'awsvpcTrunking',
    effectiveSettings: true,
    principalArn,
  });
  const isOn = settings.some(({ value }) => value === 'enabled' || value === 'on');
  if (isOn || assumptions.trunking === 'off') return HOLDS;
  return assumptions.trunking === 'on'
    ? fails({ code: 'trunking-off', principal: principalArn, ...gain })
    : unknown({ code: 'trunking-off', principal: principalArn, ...gain });
}

const rootArn = async (clients: Clients, account: Account): Promise<string> =>
  `arn:${partitionOf(await clients.region()).partition}:iam::${await account.id()}:root`;

/** The ARN of the instances' role, if it is deployed; a role that is yet to be made follows the account's default. */
async function roleArn({ instanceRole }: CapacityInTemplate, account: Account): Promise<string | undefined> {
  const name = instanceRole && (await account.physicalId(instanceRole));
  if (name === undefined) return undefined;
  try {
    return (await account.clients.iam.getRole({ RoleName: name })).Role?.Arn;
  } catch (error) {
    if (!refusedWith(error, 'NoSuchEntityException', 'NoSuchEntity')) throw error;
    return undefined;
  }
}
