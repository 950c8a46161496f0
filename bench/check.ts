import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

// Side by side in one run: a thousand services checked, the plugin on and off, and the start of the command.
// It needs what `npm run build` leaves in dist.

const REPOSITORY = join(__dirname, '..');
const STOWAGE = join(REPOSITORY, 'dist', 'bin', 'stowage.js');
const SERVICES = 1000;
const PER_STACK = 50;

const median = (times: readonly number[]): number => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)]!;

/** A cloud assembly of twenty stacks with fifty services each, on clusters of their own. */
function assembly(folder: string): void {
  const artifacts: Record<string, unknown> = {};
  for (let stack = 0; stack < SERVICES / PER_STACK; stack++) {
    const name = `Stack${stack}`;
    artifacts[name] = {
      type: 'aws:cloudformation:stack',
      environment: 'aws://123456789012/eu-west-1',
      properties: { templateFile: `${name}.json` },
    };
    writeFileSync(join(folder, `${name}.json`), JSON.stringify({ Resources: resources(name) }, undefined, 1));
  }
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ version: '36.0.0', artifacts }));
}

function resources(stack: string): Record<string, unknown> {
  const made: Record<string, unknown> = {
    Cluster: { Type: 'AWS::ECS::Cluster' },
    Template: {
      Type: 'AWS::EC2::LaunchTemplate',
      Properties: {
        LaunchTemplateData: {
          ImageId: '{{resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id}}',
          InstanceType: 'm7i.2xlarge',
          UserData: {
            // biome-ignore lint/suspicious/noTemplateCurlyInString: it is CloudFormation's own
            'Fn::Base64': { 'Fn::Sub': '#!/bin/bash\necho ECS_CLUSTER=${Cluster} >> /etc/ecs/ecs.config\n' },
          },
        },
      },
    },
    Group: {
      Type: 'AWS::AutoScaling::AutoScalingGroup',
      Properties: {
        MinSize: '2',
        MaxSize: '40',
        AvailabilityZones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
        LaunchTemplate: {
          LaunchTemplateId: { Ref: 'Template' },
          Version: { 'Fn::GetAtt': ['Template', 'LatestVersionNumber'] },
        },
      },
    },
    Provider: {
      Type: 'AWS::ECS::CapacityProvider',
      Properties: {
        AutoScalingGroupProvider: { AutoScalingGroupArn: { Ref: 'Group' }, ManagedScaling: { Status: 'ENABLED' } },
      },
    },
    Association: {
      Type: 'AWS::ECS::ClusterCapacityProviderAssociations',
      Properties: {
        Cluster: { Ref: 'Cluster' },
        CapacityProviders: [{ Ref: 'Provider' }],
        DefaultCapacityProviderStrategy: [{ CapacityProvider: { Ref: 'Provider' }, Weight: 1 }],
      },
    },
  };
  for (let i = 0; i < PER_STACK; i++) {
    made[`Task${i}`] = {
      Type: 'AWS::ECS::TaskDefinition',
      Metadata: { 'aws:cdk:path': `${stack}/Task${i}/Resource` },
      Properties: {
        NetworkMode: 'bridge',
        ContainerDefinitions: [
          {
            Name: 'app',
            Image: 'public.ecr.aws/nginx/nginx:1.27',
            Cpu: 128 + i,
            Memory: 256 + 4 * i,
            Essential: true,
            PortMappings: [{ ContainerPort: 8080 }],
          },
          {
            Name: 'log',
            Image: 'fluent/fluent-bit:3',
            Cpu: 32,
            Memory: 64,
            Essential: false,
            DependsOn: [{ ContainerName: 'app', Condition: 'START' }],
          },
        ],
      },
    };
    made[`Service${i}`] = {
      Type: 'AWS::ECS::Service',
      Metadata: { 'aws:cdk:path': `${stack}/Service${i}/Service` },
      DependsOn: ['Association'],
      Properties: {
        Cluster: { Ref: 'Cluster' },
        TaskDefinition: { Ref: `Task${i}` },
        DesiredCount: 2 + (i % 3),
        CapacityProviderStrategy: [{ CapacityProvider: { Ref: 'Provider' }, Weight: 1 }],
        DeploymentConfiguration: { MinimumHealthyPercent: 100, MaximumPercent: 200 },
        PlacementStrategies: [
          { Type: 'spread', Field: 'attribute:ecs.availability-zone' },
          { Type: 'binpack', Field: 'MEMORY' },
        ],
      },
    };
  }
  return made;
}

interface Measured {
  readonly ms: number;
  /** Time on a processor, which other work on the machine does not lengthen. */
  readonly cpuMs: number;
  readonly mebibytes: number;
}

/** Runs a Node program and measures its whole life and the most memory it held. */
function measure(args: readonly string[], env: object = {}): Measured {
  const probe = `process.on('exit',()=>{const u=process.resourceUsage();require('fs').writeSync(3,u.maxRSS+' '+(u.userCPUTime+u.systemCPUTime))})`;
  const started = performance.now();
  const { output } = spawnSync(
    process.execPath,
    [
      '--import',
      `data:text/javascript,import{createRequire}from'node:module';const require=createRequire('/');${probe}`,
      ...args,
    ],
    {
      cwd: REPOSITORY,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    },
  );
  const [kibibytes, microseconds] = String(output[3]).split(' ').map(Number);
  return { ms: performance.now() - started, cpuMs: microseconds! / 1000, mebibytes: kibibytes! / 1024 };
}

/** Every variant in turn, round by round, so that what else the machine does falls on all alike. */
function sideBySide(rounds: number, variants: Readonly<Record<string, () => Measured>>): Record<string, Measured> {
  const all = Object.fromEntries(Object.keys(variants).map((name) => [name, [] as Measured[]]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, run] of Object.entries(variants)) all[name]!.push(run());
  }
  return Object.fromEntries(
    Object.entries(all).map(([name, runs]) => [
      name,
      {
        ms: median(runs.map(({ ms }) => ms)),
        cpuMs: median(runs.map(({ cpuMs }) => cpuMs)),
        mebibytes: Math.max(...runs.map(({ mebibytes }) => mebibytes)),
      },
    ]),
  );
}

function print(title: string, results: Record<string, Measured>): void {
  console.log(title);
  for (const [name, { ms, cpuMs, mebibytes }] of Object.entries(results)) {
    console.log(
      `  ${name.padEnd(34)} ${ms.toFixed(0).padStart(6)} ms  ${cpuMs.toFixed(0).padStart(6)} ms CPU  ${mebibytes.toFixed(0).padStart(5)} MiB`,
    );
  }
}

const folder = mkdtempSync(join(tmpdir(), 'stowage-bench-check-'));
try {
  const out = join(folder, 'cdk.out');
  mkdirSync(out);
  assembly(out);
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: REPOSITORY });

  print(
    `\nStart (median of 15)`,
    sideBySide(15, {
      'node -e 0': () => measure(['-e', '0']),
      'stowage --version': () => measure([STOWAGE, '--version']),
      'stowage explain': () => measure([STOWAGE, 'explain']),
    }),
  );

  print(
    `\n${SERVICES} services in one cloud assembly (median of 7, whole process)`,
    sideBySide(7, {
      'stowage check': () => measure([STOWAGE, 'check', out]),
    }),
  );

  const synth = (checks: string, name: string) => () =>
    measure(['--import', 'tsx', join('bench', 'synth-example.ts')], {
      STOWAGE_CHECKS: checks,
      CDK_OUTDIR: join(folder, name),
    });
  const synths = sideBySide(9, { 'without StowageChecks': synth('', 'off'), 'with StowageChecks': synth('1', 'on') });
  print("\nSynthesis of the example, with the CDK's own validation as in cdk synth (median of 9)", synths);
  const [off, on] = Object.values(synths) as [Measured, Measured];
  console.log(`  overhead ${((100 * (on.cpuMs - off.cpuMs)) / off.cpuMs).toFixed(1)} % of CPU time`);
} finally {
  rmSync(folder, { recursive: true });
}
