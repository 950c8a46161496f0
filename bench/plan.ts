import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { type Plan, planOf } from '../lib/plan';
import { planJson, planText } from '../lib/report';
import { rolloutsOf } from '../lib/simulation';
import { DEFAULT_MODEL_ASSUMPTIONS, Model, readTemplates } from '../lib/template';

// Side by side in one run: the plan of one cluster with more and more services, what each part of it takes, and why
// every task is where it is. A cluster that has no room for its last tasks takes longest: that is the last row.

const TASKS_PER_SERVICE = 5;

const LAUNCH = {
  Type: 'AWS::EC2::LaunchTemplate',
  Properties: {
    LaunchTemplateData: {
      ImageId: '{{resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id}}',
      InstanceType: 'm7i.2xlarge',
    },
  },
};

/** Services of ten sizes, a third of them with auto scaling, on one group of `m7i.2xlarge`. */
function template(services: number, maxSize: number): string {
  const resources: Record<string, unknown> = {
    Cluster: { Type: 'AWS::ECS::Cluster', Properties: { CapacityProviders: [{ Ref: 'Provider' }] } },
    Launch: LAUNCH,
    Group: {
      Type: 'AWS::AutoScaling::AutoScalingGroup',
      Properties: {
        MinSize: 2,
        MaxSize: maxSize,
        AvailabilityZones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
        LaunchTemplate: { LaunchTemplateId: { Ref: 'Launch' }, Version: '1' },
      },
    },
    Provider: {
      Type: 'AWS::ECS::CapacityProvider',
      Properties: {
        AutoScalingGroupProvider: { AutoScalingGroupArn: { Ref: 'Group' }, ManagedScaling: { Status: 'ENABLED' } },
      },
    },
  };
  for (let number = 0; number < services; number++) Object.assign(resources, service(number));
  return JSON.stringify({ Resources: resources });
}

function service(number: number): Record<string, unknown> {
  const [cpu, memory] = [64 + 32 * ((number * 7) % 10), 256 + 128 * ((number * 3) % 10)];
  const container = { Name: 'app', Image: 'app:1', Cpu: cpu, Memory: memory };
  return {
    [`Task${number}`]: {
      Type: 'AWS::ECS::TaskDefinition',
      Properties: { ContainerDefinitions: [container], RequiresCompatibilities: ['EC2'] },
    },
    [`Service${number}`]: {
      Type: 'AWS::ECS::Service',
      Properties: {
        Cluster: { Ref: 'Cluster' },
        TaskDefinition: { Ref: `Task${number}` },
        DesiredCount: TASKS_PER_SERVICE,
        CapacityProviderStrategy: [{ CapacityProvider: { Ref: 'Provider' }, Weight: 1 }],
      },
    },
    ...(number % 3 === 0 && {
      [`Target${number}`]: {
        Type: 'AWS::ApplicationAutoScaling::ScalableTarget',
        Properties: {
          MinCapacity: TASKS_PER_SERVICE,
          MaxCapacity: 2 * TASKS_PER_SERVICE,
          ResourceId: {
            'Fn::Join': ['/', ['service', { Ref: 'Cluster' }, { 'Fn::GetAtt': [`Service${number}`, 'Name'] }]],
          },
        },
      },
    }),
  };
}

function timed<T>(work: () => T): { readonly value: T; readonly seconds: number } {
  const start = performance.now();
  const value = work();
  return { value, seconds: (performance.now() - start) / 1000 };
}

const row = (...cells: readonly (string | number)[]): void =>
  console.log(
    cells
      .map((cell) =>
        (typeof cell === 'number' && !Number.isInteger(cell) ? cell.toFixed(2) : String(cell)).padStart(11),
      )
      .join(''),
  );

function measure(services: number, maxSize: number, folder: string): void {
  const file = join(folder, 'template.json');
  writeFileSync(file, template(services, maxSize));
  const read = timed(() => new Model(readTemplates([file]), DEFAULT_MODEL_ASSUMPTIONS));
  const plan = timed<Plan>(() => planOf(read.value));
  const report = { model: read.value, plan: plan.value, rules: [], findings: [], severity: 'info', idle: [] } as const;
  const text = timed(() => planText(report, { colour: false, width: 80 }));
  const json = timed(() => JSON.stringify(planJson(report)));
  const { peak } = plan.value.clusters[0]!;
  const reasons = timed(() => peak.reasons());
  const rollouts = timed(() => rolloutsOf(read.value));
  const waiting = peak.waiting.reduce((sum, { count }) => sum + count, 0);
  row(
    ...[services, peak.instances.length, reasons.value.size, waiting],
    ...[read.seconds, plan.seconds, text.seconds, json.seconds, reasons.seconds, rollouts.seconds],
    Math.round(json.value.length / 1024),
  );
}

const folder = mkdtempSync(join(tmpdir(), 'stowage-bench-'));
try {
  row(
    'services',
    'instances',
    'placed',
    'waiting',
    'read s',
    'plan s',
    'text s',
    'JSON s',
    'reasons s',
    'rollouts s',
    'JSON KiB',
  );
  measure(30, 500, folder);
  for (const services of [100, 300, 1000]) measure(services, 500, folder);
  measure(1000, 150, folder);
} finally {
  rmSync(folder, { recursive: true });
}
