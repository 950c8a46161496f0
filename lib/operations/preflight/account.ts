import type { Resource, Stack, TemplateSet } from '../../template';
import type { Clients } from '../aws/clients';
import { OperationError, refusedWith } from '../aws/operation-error';
import { stackSummaries } from '../live/stack-summaries';

/** The account that a template is to be deployed to, in the region of each of its stacks. */
export class Account {
  private readonly regions = new Map<string, Clients>();
  private readonly stacks = new Map<string, Promise<ReadonlyMap<string, string> | undefined>>();
  private registry?: Promise<string>;

  constructor(
    /** Where stacks go that are bound to no region. */
    readonly clients: Clients,
    private readonly set: TemplateSet,
    /** Reads what a presigned address holds. */
    readonly download: (url: string) => Promise<string> = downloaded,
    /** The name of stacks whose template does not tell it. */
    private readonly stackName?: string,
  ) {}

  /** The calls of a region. */
  in(region: string | undefined): Clients {
    if (region === undefined) return this.clients;
    const known = this.regions.get(region) ?? this.clients.inRegion(region);
    this.regions.set(region, known);
    return known;
  }

  /** The calls of the region that a resource is deployed to. */
  at({ stack }: Resource): Clients {
    return this.in(stack.source.region);
  }

  /** The account's number. */
  id(): Promise<string> {
    this.registry ??= this.clients.ecr.describeRegistry({}).then(({ registryId = '' }) => registryId);
    return this.registry;
  }

  /** What a resource is called in the account, if its stack is there and has it. */
  async physicalId({ stack, logicalId }: Resource): Promise<string | undefined> {
    return (await this.deployed(stack))?.get(logicalId);
  }

  /** Physical ids by logical ids; undefined when the stack is not there or has no known name. */
  async deployed(stack: Stack): Promise<ReadonlyMap<string, string> | undefined> {
    const found = this.stacks.get(stack.stack) ?? this.lookUp(stack);
    this.stacks.set(stack.stack, found);
    return found;
  }

  /** Whether it can be known what of a stack is deployed. */
  isNamed({ source: { stackName, parent } }: Stack): boolean {
    return (stackName ?? parent ?? this.stackName) !== undefined;
  }

  private async lookUp({ source }: Stack): Promise<ReadonlyMap<string, string> | undefined> {
    const { parent, region } = source;
    // A nested stack is called by its ARN, which is its physical id in its parent.
    const name = parent ? await this.nestedStack(parent) : (source.stackName ?? this.stackName);
    return name === undefined ? undefined : resourcesOf(this.in(region), name);
  }

  private async nestedStack({ stack, logicalId }: NonNullable<Stack['source']['parent']>): Promise<string | undefined> {
    const parent = this.set.stack(stack);
    return parent && (await this.deployed(parent))?.get(logicalId);
  }
}

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

async function downloaded(url: string): Promise<string> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(20_000) });
    if (!answer.ok) throw new Error(`${new URL(url).host} answered ${answer.status}`);
    return await answer.text();
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new OperationError({ code: 'service-fault', action: 'ecr:GetDownloadUrlForLayer', detail }, error);
  }
}
