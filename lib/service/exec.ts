import { Annotations } from 'aws-cdk-lib';
import type { ContainerDefinition, TaskDefinition } from 'aws-cdk-lib/aws-ecs';
import type { IConstruct } from 'constructs';
import { MisuseError } from '../errors';
import { containersOf } from './container-port';

/** Where the agent of ECS Exec writes inside a container. */
const AGENT_PATHS = ['/managed-agents', '/var/lib/amazon/ssm', '/var/log/amazon/ssm'];

/**
 * Makes sure that ECS Exec can work in the containers of a task definition: its agent must be able to write.
 * A container without an init process gets a warning, because processes left by a session stay as zombies.
 *
 * @throws MisuseError `ExecReadOnly`
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
 */
export function requireExec(taskDefinition: TaskDefinition, scope: IConstruct): void {
  for (const container of containersOf(taskDefinition)) {
    const missing = unwritable(container);
    if (missing.length > 0) {
      throw new MisuseError(
        'ExecReadOnly',
        `container '${container.containerName}' has a read-only root file system; mount a writable volume at ${missing.join(', ')}, or leave out exec`,
        scope,
      );
    }
    if (!hasInit(container)) {
      Annotations.of(scope).addWarningV2(
        'cdk-stowage:execWithoutInit',
        `container '${container.containerName}' has no init process: what an exec session leaves behind stays as zombies`,
      );
    }
  }
}

function unwritable(container: ContainerDefinition): readonly string[] {
  if (container.renderContainerDefinition().readonlyRootFilesystem !== true) return [];
  const writable = container.mountPoints.filter(({ readOnly }) => !readOnly).map(({ containerPath }) => containerPath);
  return AGENT_PATHS.filter((path) => !writable.some((mount) => path === mount || path.startsWith(`${mount}/`)));
}

function hasInit(container: ContainerDefinition): boolean {
  const rendered = container.linuxParameters?.renderLinuxParameters();
  return rendered?.initProcessEnabled === true;
}
