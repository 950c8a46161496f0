import { Model, TemplateSet } from '../../template';
import type { Clients } from '../aws/clients';
import { OperationError } from '../aws/problem/operation-error';
import { numberOf } from './account';
import { type PreflightResult, unknown } from './outcome';

/** The stacks that go to the account of the credentials, or to any. */
export interface OwnStacks {
  readonly model: Model;
  /** One for each other account: its stacks are not looked at. */
  readonly others: readonly PreflightResult[];
}

/**
 * Leaves out stacks that are bound to another account: this one would tell nothing of them. That is no failure, since
 * the CDK deploys to other accounts through the roles of their bootstrap stacks.
 */
export async function ownStacks(clients: Clients, model: Model): Promise<OwnStacks> {
  const { stacks } = model.set;
  const bound = new Set(stacks.flatMap(({ source }) => source.account ?? []));
  if (bound.size === 0) return { model, others: [] };
  const actual = await numberIfAllowed(clients);
  const away = [...bound].filter((number) => actual !== undefined && number !== actual);
  if (actual === undefined || away.length === 0) return { model, others: [] };
  const own = stacks.filter(({ source: { account } }) => account === undefined || account === actual);
  return {
    model: new Model(
      new TemplateSet(
        own.map(({ source }) => source),
        model.set.parameters,
      ),
      model.assumptions,
    ),
    others: away.map((number) => ({
      check: 'accounts',
      subject: `account ${number}`,
      neededBy: stacks.filter(({ source }) => source.account === number).map(({ stack }) => stack),
      outcome: unknown({ code: 'other-account', bound: number, actual }),
    })),
  };
}

/** Undefined without permission to ask: then the stacks are taken to be for this account, as a deployment would. */
async function numberIfAllowed(clients: Clients): Promise<string | undefined> {
  try {
    return await numberOf(clients);
  } catch (error) {
    if (error instanceof OperationError && error.problem.code === 'access-denied') return undefined;
    throw error;
  }
}
