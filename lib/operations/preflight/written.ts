import { type Resource, textParts, Unknown, type Value } from '../../template';
import { type Account, notNamed } from './account';

/** A text of the template with the names of account and region put in; unknown where the template leaves it open. */
export async function written(value: Value, { stack }: Resource, account: Account): Promise<string | Unknown> {
  let text = '';
  for (const part of textParts(value) ?? [open(stack.stack)]) {
    if (typeof part === 'string') {
      text += part;
      continue;
    }
    const name = part instanceof Unknown && part.reason.code === 'pseudo-parameter' ? part.reason.name : undefined;
    const { region, account: bound } = stack.source;
    const known =
      name &&
      {
        'AWS::AccountId': async () => bound ?? (await account.id()),
        'AWS::Region': async () => region ?? (await account.clients.region()),
        'AWS::URLSuffix': async () => partitionOf(region ?? (await account.clients.region())).urlSuffix,
        'AWS::Partition': async () => partitionOf(region ?? (await account.clients.region())).partition,
        'AWS::StackName': async () => account.stackName(stack),
      }[name];
    const put = known && (await known());
    if (put === undefined && name === 'AWS::StackName') return notNamed(stack);
    if (put === undefined) return part instanceof Unknown ? part : open(stack.stack);
    text += put;
  }
  return text;
}

const open = (stack: string): Unknown => new Unknown({ code: 'attribute', name: 'a part of it' }, stack);

/** What names and ARNs of a region's part of AWS hold. */
export function partitionOf(region: string): { readonly partition: string; readonly urlSuffix: string } {
  if (region.startsWith('cn-')) return { partition: 'aws-cn', urlSuffix: 'amazonaws.com.cn' };
  return { partition: region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws', urlSuffix: 'amazonaws.com' };
}
