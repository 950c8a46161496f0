import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { resourcesOf, without } from './adaptation';
import type { Emulator } from './emulator';
import { freePort, runToEnd, startServer } from './process';

const VERSION = '5.2.5';
/** What the example uses and moto's CloudFormation does not know, or (EFS) knows without its attributes. */
const ABSENT = new Set([
  'AWS::ApplicationAutoScaling::ScalableTarget',
  'AWS::ApplicationAutoScaling::ScalingPolicy',
  'AWS::CloudWatch::Alarm',
  'AWS::ECS::CapacityProvider',
  'AWS::ECS::ClusterCapacityProviderAssociations',
  'AWS::EC2::SecurityGroupEgress',
  'AWS::EFS::FileSystem',
  'AWS::EFS::MountTarget',
  'AWS::Scheduler::Schedule',
  'AWS::SecretsManager::Secret',
  'AWS::ServiceDiscovery::PrivateDnsNamespace',
]);

const environment = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'cdk-stowage', `moto-${VERSION}`);

/** The server's program: `MOTO_SERVER`, or the one in a Python environment of its own, made on first use. */
async function motoServer(): Promise<string> {
  const given = process.env['MOTO_SERVER'];
  if (given) return given;
  const program = join(environment, 'bin', 'moto_server');
  if (!existsSync(program)) {
    await runToEnd('python3', ['-m', 'venv', '--clear', environment], 60);
    await runToEnd(
      join(environment, 'bin', 'pip'),
      ['install', '--quiet', `moto[server]==${VERSION}`],
      170,
      process.env,
    );
  }
  return program;
}

/** moto: starts in seconds, keeps what it is told, runs nothing. */
export const moto: Emulator = {
  name: 'moto',
  // Its S3 takes the bucket from the host name, unless the bucket's name holds this word.
  qualifier: 'localhost',
  // It registers no exports for a stack made from a change set.
  deployArguments: ['--method', 'direct'],
  adaptations: [
    {
      shortfall: 'moto makes no resource of some types, and waits for ever for a custom resource: these are left out.',
      apply: (template) => without(template, (type) => type.startsWith('Custom::') || ABSENT.has(type)),
    },
    {
      shortfall:
        'moto fails to update a stack that has a parameter with a default: the version check of the bootstrap is left out.',
      apply: ({ Parameters: { BootstrapVersion: _, ...Parameters } = {}, Rules: __, ...template }) => ({
        ...template,
        Parameters,
      }),
    },
    {
      shortfall: 'moto gives an unnamed repository a name with capitals, which it then refuses.',
      apply: (template) => {
        for (const [id, { Properties }] of resourcesOf(template, 'AWS::ECR::Repository')) {
          Properties['RepositoryName'] ??= id.toLowerCase();
        }
        return template;
      },
    },
  ],
  start: async () => {
    const program = await motoServer();
    const port = await freePort();
    // By address and not by name, so that the SDK keeps the bucket in the path.
    const endpoint = `http://127.0.0.1:${port}`;
    const server = await startServer(program, ['-H', '127.0.0.1', '-p', String(port)], endpoint);
    return { endpoint, stop: server.stop };
  },
};
