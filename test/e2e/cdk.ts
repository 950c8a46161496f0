import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { adapt } from './adaptation';
import { ACCOUNT, type Emulator, REGION, type RunningEmulator } from './emulator';
import { cleanEnvironment, runToEnd } from './process';

const repository = join(__dirname, '..', '..');
const cdkCommand = join(repository, 'node_modules', 'aws-cdk', 'bin', 'cdk');

/** The CDK's command, pointed at an emulator. */
export class Cdk {
  /** What points a program at the emulator. */
  readonly environment: NodeJS.ProcessEnv;

  constructor(
    private readonly emulator: Emulator,
    running: RunningEmulator,
  ) {
    this.environment = {
      ...cleanEnvironment(),
      AWS_ENDPOINT_URL: running.endpoint,
      AWS_REGION: REGION,
      // The command remembers which account a key belongs to: a home and a key of its own for each emulator.
      AWS_ACCESS_KEY_ID: `stowage-${emulator.name}`,
      AWS_SECRET_ACCESS_KEY: 'any',
      CDK_HOME: mkdtempSync(join(tmpdir(), 'stowage-cdk-home-')),
      CDK_VALIDATION: 'false',
      CI: 'true',
      NODE_NO_WARNINGS: '1',
    };
  }

  bootstrap(): Promise<string> {
    const { qualifier } = this.emulator;
    return this.run(120, ['bootstrap', `aws://${ACCOUNT}/${REGION}`, ...(qualifier ? ['--qualifier', qualifier] : [])]);
  }

  /** Synthesizes the example for a release of its images, and adapts it to the emulator; returns the assembly. */
  async synthesize(release: string): Promise<string> {
    const assembly = mkdtempSync(join(tmpdir(), 'stowage-e2e-'));
    const { qualifier, adaptations } = this.emulator;
    const context = {
      release,
      // No emulator resolves Fn::GetStackOutput, what weak references become.
      '@aws-cdk/core:defaultCrossStackReferences': 'strong',
      ...(qualifier ? { '@aws-cdk/core:bootstrapQualifier': qualifier } : {}),
    };
    const contextArguments = Object.entries(context).flatMap(([key, value]) => ['--context', `${key}=${value}`]);
    await this.run(120, ['synth', '--quiet', '--output', assembly, ...contextArguments]);
    adapt(assembly, adaptations);
    return assembly;
  }

  deploy(assembly: string, ...stacks: string[]): Promise<string> {
    const how = ['--require-approval', 'never', ...(this.emulator.deployArguments ?? [])];
    return this.run(180, ['deploy', '--app', assembly, ...how, ...(stacks.length ? stacks : ['--all'])]);
  }

  destroy(assembly: string, ...stacks: string[]): Promise<string> {
    return this.run(180, ['destroy', '--app', assembly, '--force', ...(stacks.length ? stacks : ['--all'])]);
  }

  private run(seconds: number, args: readonly string[]): Promise<string> {
    return runToEnd(process.execPath, [cdkCommand, ...args], seconds, this.environment);
  }
}
