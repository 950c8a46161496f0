import { checkPorts } from './container/check-ports';
import { checkDependencies } from './container/dependencies';
import { checkProcesses } from './container/process';
import { checkSizes } from './container/sizes';
import { checkEnvironment } from './environment/environment';
import { checkHealthChecks } from './health/health-check';
import { checkIsolation } from './isolation/container-isolation';
import { checkLinux } from './isolation/linux-parameters';
import type { TaskDraft } from './task-draft';
import { checkMounts } from './volumes/mounts';

/** Everything that is refused before a task definition creates anything, in the order in which it is looked at. */
const CHECKS: readonly ((draft: TaskDraft) => void)[] = [
  checkNames,
  checkProcesses,
  checkSizes,
  checkDependencies,
  checkPorts,
  checkHealthChecks,
  checkMounts,
  checkEnvironment,
  checkIsolation,
  checkLinux,
];

/** Refuses what ECS would refuse, or would take and never start. */
export function checkTaskDefinition(draft: TaskDraft): void {
  for (const check of CHECKS) check(draft);
}

function checkNames(draft: TaskDraft): void {
  for (const name of Object.keys(draft.containers)) {
    if (/^[\w-]{1,255}$/.test(name)) continue;
    draft.refuse('ContainerNameInvalid', `container '${name}': use up to 255 letters, digits, hyphens and underscores`);
  }
}
