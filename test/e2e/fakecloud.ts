import { resourcesOf } from './adaptation';
import type { Emulator } from './emulator';
import { freePort, startServer } from './process';

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
  start: async () => {
    const port = await freePort();
    const endpoint = `http://127.0.0.1:${port}`;
    const server = await startServer(fakecloudProgram, ['--addr', `127.0.0.1:${port}`], endpoint, {
      ...process.env,
      // No containers: nothing to pull, nothing left behind.
      FAKECLOUD_CONTAINER_CLI: 'false',
    });
    return { endpoint, stop: server.stop };
  },
};
