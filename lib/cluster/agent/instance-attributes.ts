import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { MisuseError } from '../../errors';

const NAME = /^[A-Za-z0-9\-_/\\.]{1,128}$/;
const VALUE = /^(?! )[A-Za-z0-9\-_.@/\\: ]{1,128}(?<! )$/;

/**
 * Refuses custom attributes whose names or values ECS would not register; the instance would then never join.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Attribute.html
 * @throws MisuseError `AttributeInvalid`
 */
export function requireAttributes(attributes: { readonly [name: string]: string }, scope: IConstruct): void {
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
