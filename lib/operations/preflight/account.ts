import { type Resource, type Stack, type TemplateSet, Unknown, type Value } from '../../template';
import type { Clients, Repeat } from '../aws/clients';
import { refusedWith } from '../aws/problem/operation-error';
import { accountNumber } from '../live/account-number';
import { stackSummaries } from '../live/stack/stack-summaries';

/** What is known of an account besides how to call it. */
export interface AccountSettings {
  /** Reads what a presigned address holds. */
  readonly download: (url: string) => Promise<string>;
  /** The name of stacks whose template does not tell it. */
  readonly stackName?: string;
  /** Whether the values of secrets may be read, for the keys in them. */
  readonly readSecrets?: boolean;
  /** Makes calls again. @default - each is made once */
  readonly repeat?: Repeat;
}

/** The account that a template is to be deployed to, in the region of each of its stacks. */
export class Account {
  private readonly answers = new Map<string, Promise<unknown>>();
  private readonly regions = new Map<string, Clients>();

  /** Where stacks go that are bound to no region. */
  readonly clients: Clients;

  constructor(
    clients: Clients,
    private readonly set: TemplateSet,
    readonly settings: AccountSettings,
  ) {
    this.clients = this.repeated(clients);
  }

  /** The calls of a region. */
  in(region: string | undefined): Clients {
    if (region === undefined) return this.clients;
    const known = this.regions.get(region) ?? this.repeated(this.clients.inRegion(region));
    this.regions.set(region, known);
    return known;
  }

  /** The calls of the region that a resource is deployed to. */
  at({ stack }: Resource): Clients {
    return this.in(stack.source.region);
  }

  /** Asks once, whoever wants the answer; an answer that did not come is asked for again. */
  once<T>(question: string, ask: () => Promise<T>): Promise<T> {
    const known = this.answers.get(question) as Promise<T> | undefined;
    if (known) return known;
    const answer = ask();
    this.answers.set(question, answer);
    answer.catch(() => this.answers.delete(question));
    return answer;
  }

  /** The resource of the templates that a value refers to. */
  resourceOf(value: Value): Resource | undefined {
    return this.set.resourceOf(value);
  }

  /** The account's number. */
  id(): Promise<string> {
    return this.once('account', () => accountNumber(this.clients));
  }

  /** What a resource is called in the account, if its stack is there and has it. */
  async physicalId({ stack, logicalId }: Resource): Promise<string | undefined> {
    return (await this.deployed(stack))?.get(logicalId);
  }

  /** Physical ids by logical ids; undefined when the stack is not there or has no known name. */
  deployed(stack: Stack): Promise<ReadonlyMap<string, string> | undefined> {
    return this.once(`stack ${stack.stack}`, async () => {
      const { parent, region } = stack.source;
      // A nested stack is called by its ARN, which is its physical id in its parent.
      const name = parent ? await this.nestedStack(parent) : this.stackName(stack);
      return name === undefined ? undefined : resourcesOf(this.in(region), name);
    });
  }

  /** The name of a stack; unknown of nested ones, whose names CloudFormation makes. */
  stackName({ source: { stackName, parent } }: Stack): string | undefined {
    return stackName ?? (parent ? undefined : this.settings.stackName);
  }

  /** Whether it can be known what of a stack is deployed. */
  isNamed(stack: Stack): boolean {
    const { parent } = stack.source;
    if (parent === undefined) return this.stackName(stack) !== undefined;
    const above = this.set.stack(parent.stack);
    return above !== undefined && this.isNamed(above);
  }

  private repeated(clients: Clients): Clients {
    const { repeat } = this.settings;
    return repeat ? clients.repeatedBy(repeat) : clients;
  }

  private async nestedStack({ stack, logicalId }: NonNullable<Stack['source']['parent']>): Promise<string | undefined> {
    const parent = this.set.stack(stack);
    return parent && (await this.deployed(parent))?.get(logicalId);
  }
}

/** Why it is not known what of a stack is deployed. */
export const notNamed = ({ stack }: Stack): Unknown =>
  new Unknown({ code: 'assumption', name: 'how the stack is called is not known (--stack NAME tells it)' }, stack);

async function resourcesOf(clients: Clients, name: string): Promise<ReadonlyMap<string, string> | undefined> {
  try {
    const summaries = await stackSummaries(clients, name);
    return new Map(
      summaries.flatMap(({ LogicalResourceId, PhysicalResourceId, ResourceStatus }) =>
        LogicalResourceId && PhysicalResourceId && ResourceStatus !== 'DELETE_COMPLETE'
          ? [[LogicalResourceId, PhysicalResourceId] as const]
          : [],
      ),
    );
  } catch (error) {
    // CloudFormation's word for a stack that is not there: "Stack with id X does not exist".
    if (refusedWith(error, 'ValidationError')) return undefined;
    throw error;
  }
}
