import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { MisuseError } from '../../errors';

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PutAttributes.html */
const MAX_ATTRIBUTES = 10;
const NAME = /^[A-Za-z0-9\-_/\\.]{1,128}$/;
const VALUE = /^(?! )[A-Za-z0-9\-_.@/\\: ]{1,128}(?<! )$/;

/**
 * Refuses custom attributes that ECS would not register, for their number, names or values; the instance would then
 * never join.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Attribute.html
 * @throws MisuseError `AttributeInvalid`
 */
export function requireAttributes(attributes: { readonly [name: string]: string }, scope: IConstruct): void {
  const count = Object.keys(attributes).length;
  if (count > MAX_ATTRIBUTES) {
    throw new MisuseError('AttributeInvalid', `${count} attributes; ECS takes ${MAX_ATTRIBUTES} of your own`, scope);
  }
  for (const [name, value] of Object.entries(attributes)) {
    if (!Token.isUnresolved(name) && !NAME.test(name)) {
      throw new MisuseError(
        'AttributeInvalid',
        `attribute name '${name}': 1 to 128 of letters, digits, - _ / \\ .`,
        scope,
      );
    }
    if (!Token.isUnresolved(value) && !VALUE.test(value)) {
      throw new MisuseError(
        'AttributeInvalid',
        `attribute ${name}='${value}': 1 to 128 of letters, digits, - _ . @ / \\ : and space, no space at either end`,
        scope,
      );
    }
  }
}
