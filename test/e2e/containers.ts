import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cleanEnvironment, eventually, runToEnd } from './process';

/** podman, told to use `runc` and to trust a registry on this machine. */
export class Podman {
  readonly environment: NodeJS.ProcessEnv;

  constructor(
    private readonly folder: string,
    private readonly registry: string,
  ) {
    const containers = join(folder, 'containers.conf');
    const registries = join(folder, 'registries.conf');
    // crun, podman's own choice, does not run on every host.
    writeFileSync(
      containers,
      '[engine]\nruntime = "runc"\n[containers]\ndefault_ulimits = ["nofile=1024:1024", "nproc=4096:4096"]\n',
    );
    writeFileSync(registries, `[[registry]]\nlocation = "${registry}"\ninsecure = true\n`);
    this.environment = {
      ...cleanEnvironment(),
      CONTAINERS_CONF: containers,
      CONTAINERS_REGISTRIES_CONF: registries,
    };
  }

  run(...args: string[]): Promise<string> {
    return runToEnd('podman', args, 60, this.environment);
  }

  /** Makes an image of this machine's shell, its `sleep` and one program, a shell script, and pushes it. */
  async push(image: string, program: string, script: string, credentials: string): Promise<void> {
    const root = join(this.folder, 'root');
    const programs = ['/bin/sh', '/bin/sleep'];
    const libraries = (await runToEnd('ldd', programs, 10)).match(/\/\S+\.so\S*/g) ?? [];
    for (const file of [...programs, ...libraries]) {
      mkdirSync(join(root, dirname(file)), { recursive: true });
      cpSync(file, join(root, file), { dereference: true });
    }
    writeFileSync(join(root, 'bin', program), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    const archive = join(this.folder, 'root.tar');
    await runToEnd('tar', ['-C', root, '-cf', archive, '.'], 30);
    await this.run('import', '--change', 'ENV PATH=/bin', archive, image);
    await this.run('push', '--tls-verify=false', '--creds', credentials, image);
    await this.run('rmi', image);
  }

  /** Removes what was pulled from a repository of this registry, once nothing uses it any more. */
  async forget(repository: string): Promise<void> {
    const pulled = ['images', '--quiet', '--filter', `reference=${this.registry}/${repository}`];
    await eventually(`images of ${repository} are removed`, 30, async () => {
      const images = (await this.run(...pulled)).match(/\S+/g);
      if (images) await this.run('rmi', '--force', ...new Set(images));
      return true;
    });
  }
}
