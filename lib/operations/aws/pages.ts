import { OperationError } from './problem/operation-error';

/** How an answer names the page after it: ECS and ECR in small letters, CloudFormation and EC2 with a capital. */
interface Paged {
  readonly nextToken?: string | undefined;
  readonly NextToken?: string | undefined;
}

/** Everything of a listing that comes in pages. */
export async function everyPage<Answer extends Paged, Item>(
  page: (nextToken: string | undefined) => Promise<Answer>,
  itemsOf: (answer: Answer) => readonly Item[] | undefined,
): Promise<readonly Item[]> {
  const items: Item[] = [];
  let token: string | undefined;
  do {
    const answer = await page(token);
    items.push(...(itemsOf(answer) ?? []));
    token = answer.nextToken ?? answer.NextToken;
  } while (token);
  return items;
}

/** A listing for the near names of an error that is at hand: nothing where it cannot be had. */
export async function ifListed<Item>(listing: Promise<readonly Item[]>): Promise<readonly Item[]> {
  try {
    return await listing;
  } catch (error) {
    if (error instanceof OperationError) return [];
    throw error;
  }
}

/** Describes many by few at a time, as the API takes them. */
export async function inBatches<Id, Item>(
  ids: readonly Id[],
  size: number,
  describe: (batch: Id[]) => Promise<readonly Item[] | undefined>,
): Promise<readonly Item[]> {
  const batches = Array.from({ length: Math.ceil(ids.length / size) }, (_, index) =>
    ids.slice(index * size, (index + 1) * size),
  );
  const items: Item[] = [];
  for (const batch of batches) items.push(...((await describe(batch)) ?? []));
  return items;
}
