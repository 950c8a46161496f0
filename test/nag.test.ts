import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import { ShopImages } from '../examples/shop/images';
import { ShopPlatform } from '../examples/shop/platform';
import { Shop } from '../examples/shop/shop';
import { testApp } from './synth';

/** A finding of the pack AwsSolutions that the example accepts, where, and why. */
interface Acknowledgement {
  readonly rule: string;
  readonly at: readonly string[];
  readonly reason: string;
}

const CLUSTER_OUTPUT =
  '{"Fn::GetStackOutput":{"StackName":"ShopPlatform","Region":{"Ref":"AWS::Region"},"OutputName":"PublishOutputRefClusterEB0386A7D87642F6"}}';
const capacities = (part: string) => ['steady', 'burst'].map((key) => `ShopPlatform/Cluster/Capacities/${key}/${part}`);
const tasks = (part: string) =>
  ['Migrate', 'Web', 'Worker', 'Catalog', 'Metrics', 'Report'].map((name) => `Shop/${name}Task/${part}`);

const acknowledgements: readonly Acknowledgement[] = [
  {
    rule: 'AwsSolutions-IAM5[Resource::*]',
    at: tasks('ExecutionRole/DefaultPolicy/Resource'),
    reason: 'ecr:GetAuthorizationToken knows no resource; everything else in these policies names its resource',
  },
  {
    rule: 'AwsSolutions-IAM5[Resource::*]',
    at: capacities('Role/DefaultPolicy/Resource'),
    reason:
      'The agent’s calls know no resource (ecr:GetAuthorizationToken, ecs:DiscoverPollEndpoint) or are bound to the cluster by a condition',
  },
  {
    rule: 'AwsSolutions-IAM5[Action::ecs:Submit*]',
    at: capacities('Role/DefaultPolicy/Resource'),
    reason: 'What the agent reports with, on this cluster only; the CDK grants it when it adds the capacity provider',
  },
  {
    rule: 'AwsSolutions-IAM5[Resource::*]',
    at: ['Shop/Migrate/Runner/Role/DefaultPolicy/Resource'],
    reason: 'ecs:ListTasks knows no resource; it is bound to the cluster by a condition',
  },
  {
    rule: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ecs:<AWS::Region>:<AWS::AccountId>:task/${CLUSTER_OUTPUT}/*]`,
    at: ['Shop/Migrate/Runner/Role/DefaultPolicy/Resource', 'Shop/NightlyReport/Role/DefaultPolicy/Resource'],
    reason: 'Tasks have no names before they run; these are the tasks of this cluster',
  },
  {
    rule: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>:log-group:<MigrateTaskLogsB44E89F8>:log-stream:MigrateTask/migrate/*]',
    at: ['Shop/Migrate/Runner/Role/DefaultPolicy/Resource'],
    reason: 'A log stream is named after its task, which has no name before it runs; these are the migration’s',
  },
  {
    rule: 'AwsSolutions-ECS2',
    at: tasks('Resource'),
    reason:
      'The one variable is AWS_REGION, which the AWS SDKs need where instance metadata is blocked; secrets come from Secrets Manager',
  },
  {
    rule: 'AwsSolutions-EC26',
    at: capacities('Group/ASG'),
    reason:
      'The rule cannot read a group with a mixed instances policy and throws; the launch template encrypts every volume',
  },
  {
    rule: 'AwsSolutions-AS3',
    at: capacities('Group/ASG'),
    reason: 'ECS scales the groups, and the cluster’s metrics tell; nobody reads a mail about each instance',
  },
  {
    rule: 'AwsSolutions-EC23',
    at: ['Shop/LoadBalancer/SecurityGroup/Resource'],
    reason: 'A shop is open to everyone',
  },
  {
    rule: 'AwsSolutions-ELB2',
    at: ['Shop/LoadBalancer/Resource'],
    reason: 'Access logs need a bucket in a named region; the example runs in any',
  },
  {
    rule: 'AwsSolutions-VPC7',
    at: ['ShopPlatform/Vpc/Resource'],
    reason: 'Flow logs are the network team’s choice and cost; the example’s network is a stand-in for theirs',
  },
  {
    rule: 'AwsSolutions-SMG4',
    at: ['Shop/Database/Resource'],
    reason: 'The secret stands for the connection string of a database that the example does not have',
  },
];

const outdir = mkdtempSync(join(tmpdir(), 'stowage-nag-'));

/** The shop with the pack attached. */
function checkedShop(): App {
  const app = testApp({ outdir });
  const images = new ShopImages(app, 'ShopImages');
  const platform = new ShopPlatform(app, 'ShopPlatform');
  new Shop(app, 'Shop', { images, platform, release: 'v1.0.0' });
  Validations.of(app).addPlugins(new AwsSolutionsChecks());
  return app;
}

const key = (rule: string, path: string): string => `${rule} at ${path}`;

/** What the pack finds: every rule it breaks, at every place. */
function findings(): readonly string[] {
  const { pluginReports } = JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8')) as {
    pluginReports: { violations: { ruleName: string; violatingConstructs: { constructPath: string }[] }[] }[];
  };
  const violations = pluginReports.flatMap((report) => report.violations);
  return violations.flatMap(({ ruleName, violatingConstructs }) =>
    violatingConstructs.map(({ constructPath }) => key(ruleName, constructPath)),
  );
}

beforeAll(() => {
  // The report is printed too.
  jest.spyOn(console, 'log').mockImplementation();
  jest.spyOn(console, 'error').mockImplementation();
});

test('every finding on the example is acknowledged with its reason, and no acknowledgement is needless', () => {
  expect(() => checkedShop().synth()).toThrow();
  const acknowledged = acknowledgements.flatMap(({ rule, at }) => at.map((path) => key(rule, path)));
  expect([...findings()].sort()).toEqual(acknowledged.sort());
});

test('the CDK accepts the acknowledgements', () => {
  const app = checkedShop();
  for (const { rule, at, reason } of acknowledgements) {
    for (const path of at) {
      const construct = path.split('/').reduce<IConstruct>((parent, id) => parent.node.findChild(id), app);
      Validations.of(construct).acknowledge({ id: `AwsSolutions::${rule}`, reason });
    }
  }
  expect(() => app.synth()).not.toThrow();
});
