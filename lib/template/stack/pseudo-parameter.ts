import type { StackSource } from '../source/stack-source';
import type { Value } from '../value/value';

/** The part of AWS that a region belongs to, and its domain, by the beginning of the region's name. */
const PARTITIONS: readonly (readonly [prefix: string, partition: string, suffix: string])[] = [
  ['cn-', 'aws-cn', 'amazonaws.com.cn'],
  ['us-gov-', 'aws-us-gov', 'amazonaws.com'],
  ['us-iso-', 'aws-iso', 'c2s.ic.gov'],
  ['us-isob-', 'aws-iso-b', 'sc2s.sgov.gov'],
  ['', 'aws', 'amazonaws.com'],
];

/** What is known of a pseudo parameter before deployment. */
export function pseudoParameter(name: string, source: StackSource): Value | undefined {
  const { region, account, stackName } = source;
  const [, partition, suffix] = PARTITIONS.find(([prefix]) => region?.startsWith(prefix)) ?? [];
  switch (name) {
    case 'AWS::Region':
      return region;
    case 'AWS::AccountId':
      return account;
    case 'AWS::Partition':
      return partition;
    case 'AWS::URLSuffix':
      return suffix;
    case 'AWS::StackName':
      return stackName;
    default:
      return undefined;
  }
}
