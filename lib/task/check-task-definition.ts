import { Token } from 'aws-cdk-lib';
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

/** What a task definition creates beside its containers, whose names are construct ids as well. */
const OWN_IDS: readonly string[] = ['ExecutionRole', 'Logs', 'Resource', 'TaskRole'];

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html */
const MAX_CONTAINERS = 10;

/** What ECS takes as the name of a family or a container. */
const NAME = /^[\w-]{1,255}$/;
const NAME_RULE = 'use up to 255 letters, digits, hyphens, underscores';

function checkNames(draft: TaskDraft): void {
  const { family } = draft.task;
  if (family !== undefined && !Token.isUnresolved(family) && !NAME.test(family)) {
    draft.refuse('FamilyInvalid', `family '${family}' needs another name; ${NAME_RULE}`);
  }
  const count = Object.keys(draft.containers).length;
  if (count > MAX_CONTAINERS) {
    draft.refuse('ContainersTooMany', `${count} containers; ECS takes ${MAX_CONTAINERS} in a task, split it`);
  }
  for (const name of Object.keys(draft.containers)) {
    const allowed = NAME.test(name);
    if (allowed && !OWN_IDS.includes(name)) continue;
    const fix = allowed ? 'the construct has a child of that name' : NAME_RULE;
    draft.refuse('ContainerNameInvalid', `container '${name}' needs another name; ${fix}`);
  }
}
