import { App, Aws, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { RegistryReplication, ReplicationPermission } from '../../../lib/images';
import { misuseOf } from '../../misuse';
import { templateOf, testStack } from '../../synth';

const ireland = { account: '111122223333', region: 'eu-west-1' };
const frankfurt = { account: '111122223333', region: 'eu-central-1' };
const rules = [{ to: [{ region: 'eu-central-1' }] }];

test('copies chosen repositories to regions and accounts', () => {
  const stack = testStack({ env: ireland });
  new RegistryReplication(stack, 'Replication', {
    rules: [
      {
        to: [{ region: 'eu-central-1' }, { region: 'eu-west-1', account: '444455556666' }],
        repositoryPrefixes: ['shop/'],
      },
    ],
  });
  expect(templateOf(stack)['Resources']).toMatchSnapshot();
});

test('copies every repository within the account unless told otherwise', () => {
  const stack = testStack();
  new RegistryReplication(stack, 'Replication', { rules });
  Template.fromStack(stack).hasResourceProperties('AWS::ECR::ReplicationConfiguration', {
    ReplicationConfiguration: {
      Rules: [{ Destinations: [{ Region: 'eu-central-1', RegistryId: { Ref: 'AWS::AccountId' } }] }],
    },
  });
});

test('the receiving registry lets accounts create and fill repositories, and nothing else', () => {
  const stack = testStack();
  new ReplicationPermission(stack, 'Permission', { fromAccounts: ['444455556666'], repositoryPrefixes: ['shop/'] });
  expect(templateOf(stack)['Resources']).toMatchSnapshot();
});

describe('one for a registry', () => {
  const second = (first: object, other: object, sameStack = false) => {
    const app = new App();
    const stack = new Stack(app, 'First', first);
    new RegistryReplication(stack, 'Replication', { rules: [{ to: [{ region: 'ap-south-1' }] }] });
    const target = sameStack ? stack : new Stack(app, 'Second', other);
    return misuseOf(() => new RegistryReplication(target, 'Again', { rules: [{ to: [{ region: 'ap-south-1' }] }] }));
  };

  test('refused in the same stack and in the same environment', () => {
    expect(second({}, {}, true)).toBe('DuplicateRegistrySetting');
    expect(second({ env: ireland }, { env: ireland })).toBe('DuplicateRegistrySetting');
  });

  test('accepted in other environments, and where the environments are not known', () => {
    expect(second({ env: ireland }, { env: frankfurt })).toBeUndefined();
    expect(second({}, {})).toBeUndefined();
    expect(second({}, { env: ireland })).toBeUndefined();
  });

  test('the policy of a registry is one too, and another matter than its replication', () => {
    const stack = testStack();
    new RegistryReplication(stack, 'Replication', { rules });
    new ReplicationPermission(stack, 'Permission', { fromAccounts: ['444455556666'] });
    expect(misuseOf(() => new ReplicationPermission(stack, 'Again', { fromAccounts: ['111122223333'] }))).toBe(
      'DuplicateRegistrySetting',
    );
  });
});

test.each([
  ['no rule', []],
  ['no destination', [{ to: [] }]],
  ['no prefix', [{ to: [{ region: 'eu-central-1' }], repositoryPrefixes: [] }]],
  ['a prefix that begins no name', [{ to: [{ region: 'eu-central-1' }], repositoryPrefixes: ['Shop'] }]],
  ['itself', [{ to: [{ region: 'eu-west-1' }] }]],
  ['itself by its account', [{ to: [ireland] }]],
  ['more than ten rules', Array(11).fill({ to: [{ region: 'eu-central-1' }] })],
])('refuses replication to %s', (_, bad) => {
  expect(misuseOf(() => new RegistryReplication(testStack({ env: ireland }), 'R', { rules: bad }))).toBe(
    'InvalidReplication',
  );
});

test('refuses itself also where the region is known only at deployment', () => {
  const itself = [{ to: [{ region: Aws.REGION }] }];
  expect(misuseOf(() => new RegistryReplication(testStack(), 'R', { rules: itself }))).toBe('InvalidReplication');
});

test('refuses what is no account, and permission for nobody', () => {
  const to = [{ region: 'eu-central-1', account: '12' }];
  expect(misuseOf(() => new RegistryReplication(testStack(), 'R', { rules: [{ to }] }))).toBe('InvalidPullAccess');
  expect(misuseOf(() => new ReplicationPermission(testStack(), 'P', { fromAccounts: ['12'] }))).toBe(
    'InvalidPullAccess',
  );
  expect(misuseOf(() => new ReplicationPermission(testStack(), 'P', { fromAccounts: [] }))).toBe('InvalidReplication');
});
