import { resourcesOf } from './adaptation';
import type { Emulator } from './emulator';
import { cleanEnvironment, freePort, startServer } from './process';

/** The emulator's program: `FAKECLOUD`, or the one in the PATH. */
export const fakecloudProgram = process.env['FAKECLOUD'] ?? 'fakecloud';

/** fakecloud: follows AWS far enough to deploy, update and delete whole stacks. */
export const fakecloud: Emulator = {
  name: 'fakecloud',
  adaptations: [
    {
      shortfall: 'fakecloud wants a scaling policy to name its target by three properties, not by `ScalingTargetId`.',
      apply: (template) => {
        for (const [, { Properties }] of resourcesOf(template, 'AWS::ApplicationAutoScaling::ScalingPolicy')) {
          const { Ref } = Properties['ScalingTargetId'] as { Ref: string };
          const { ResourceId, ScalableDimension, ServiceNamespace } = template.Resources[Ref]!.Properties;
          Object.assign(Properties, { ResourceId, ScalableDimension, ServiceNamespace });
        }
        return template;
      },
    },
  ],
  // No containers: nothing to pull, nothing left behind.
  start: () => startFakecloud(cleanEnvironment(), 'false'),
};

/** Starts it with a container engine, named as a program; an engine that does not work means no containers. */
export async function startFakecloud(environment: NodeJS.ProcessEnv, containerEngine: string, port?: number) {
  const address = `127.0.0.1:${port ?? (await freePort())}`;
  const endpoint = `http://${address}`;
  const settings = { ...environment, FAKECLOUD_CONTAINER_CLI: containerEngine };
  const server = await startServer(fakecloudProgram, ['--addr', address], endpoint, settings);
  return { endpoint, stop: server.stop };
}
