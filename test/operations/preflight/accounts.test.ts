import { DescribeRegistryCommand, ECRClient } from '@aws-sdk/client-ecr';
import { mockClient } from 'aws-sdk-client-mock';
import { accounts } from '../../../lib/operations/preflight/checks/accounts';
import { look } from './look';

const ecr = mockClient(ECRClient);
const template = 'Resources: { Topic: { Type: AWS::SNS::Topic } }';

beforeEach(() => ecr.reset());

test('stacks that are bound to an account are for that one only', async () => {
  ecr.on(DescribeRegistryCommand).resolves({ registryId: '111122223333' });
  expect(await look(accounts, template, { account: '111122223333' })).toEqual({ 'account 111122223333': 'holds' });
  expect(await look(accounts, template, { account: '999999999999' })).toEqual({
    'account 999999999999': 'fails: wrong-account',
  });
});

test('stacks that are bound to none are for any', async () => {
  expect(await look(accounts, template)).toEqual({});
});
