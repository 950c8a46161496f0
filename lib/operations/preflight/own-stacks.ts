import { Model, TemplateSet } from '../../template';
import type { Clients } from '../aws/clients';
import { accountNumber } from '../live/account-number';
import { outcomeOf } from './check';
import { HOLDS, type PreflightOutcome, type PreflightResult, unknown } from './outcome';

/** The stacks that go to the account of the credentials, or to any. */
export interface OwnStacks {
  readonly model: Model;
  /** One for each other account: its stacks are not looked at. */
  readonly others: readonly PreflightResult[];
}

/**
 * Leaves out stacks that are bound to another account: this one would tell nothing of them. That is no failure, since
 * the CDK deploys to other accounts through the roles of their bootstrap stacks. Where it cannot be told whose the
 * credentials are, all that are bound to an account are left out: what this one lacks may be there.
 */
export async function ownStacks(clients: Clients, model: Model): Promise<OwnStacks> {
  const { stacks } = model.set;
  const bound = [...new Set(stacks.flatMap(({ source }) => source.account ?? []))];
  if (bound.length === 0) return { model, others: [] };
  let actual: string | undefined;
  const whose = async (): Promise<PreflightOutcome> => {
    actual = await accountNumber(clients);
    return HOLDS;
  };
  const outcome = await outcomeOf(whose);
  const away = bound.filter((number) => number !== actual);
  if (away.length === 0) return { model, others: [] };
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
      outcome: actual === undefined ? outcome : unknown({ code: 'other-account', bound: number, actual }),
    })),
  };
}
