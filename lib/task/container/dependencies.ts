import { unknownName } from '../names';
import type { TaskDraft } from '../task-draft';
import type { Container } from './container-props';

/** What a container waits for in another one before it starts. */
export type Condition =
  /** It was started. */
  | 'START'
  /** It ran to its end, with whatever exit code. */
  | 'COMPLETE'
  /** It ran to its end with exit code 0. */
  | 'SUCCESS'
  /** Its health check passes. */
  | 'HEALTHY';

/** Refuses dependencies that name no container or can never be met. Links wait for a start as well. */
export function checkDependencies(draft: TaskDraft): void {
  const names = Object.keys(draft.containers);
  for (const [name, container] of Object.entries(draft.containers)) {
    if (Object.keys(container.links ?? {}).length > 0 && draft.networkMode !== 'bridge') {
      const fix = 'in awsvpc and host mode the containers reach each other at localhost';
      draft.refuse('NetworkModeUnsupported', `container '${name}': links exist only in networkMode bridge; ${fix}`);
    }
    for (const other of waitsOf(container)) {
      if (!names.includes(other)) {
        draft.refuse('ContainerUnknown', unknownName(`container '${name}': container`, other, names));
      }
      if (other === name) draft.refuse('DependencyCycle', `container '${name}' waits for itself; remove that`);
    }
    for (const [other, condition] of Object.entries(container.dependsOn ?? {})) {
      if (condition) checkCondition(draft, name, other, condition);
    }
  }
  const cycle = findCycle(draft.containers);
  if (!cycle) return;
  draft.refuse('DependencyCycle', `the containers wait for each other: ${cycle.join(' → ')}; remove one wait`);
}

/** The names of the containers that one waits for; those that are left undefined do not count. */
function waitsOf({ dependsOn = {}, links = {} }: Container): readonly string[] {
  return [...Object.entries(dependsOn), ...Object.entries(links)].flatMap(([other, how]) => (how ? [other] : []));
}

function checkCondition(draft: TaskDraft, name: string, other: string, condition: Condition): void {
  const target = draft.containers[other]!;
  const says = `container '${name}' waits for ${condition} of '${other}'`;
  if (condition === 'HEALTHY' && !target.healthCheck) {
    draft.refuse('DependencyWithoutHealthCheck', `${says}, which has no healthCheck; give it one or wait for START`);
  }
  if (condition !== 'SUCCESS' && condition !== 'COMPLETE') return;
  const why = neverEnds(target);
  if (why) draft.refuse('DependencyNeverEnds', `${says}, which ${why}`);
}

/** Why a container that another one waits for to end does not end, or takes the task with it when it does. */
function neverEnds(container: Container): string | undefined {
  if (container.essential !== false) return 'is essential, so its end ends the task; set essential: false on it';
  if (container.restartPolicy) return 'is started again whenever it ends; remove its restartPolicy';
  if (container.healthCheck) return 'has a healthCheck and so is meant to keep running; wait for HEALTHY or remove it';
  if (container.logRouter) return 'routes logs as long as the task runs; wait for START';
  return undefined;
}

/** A cycle of waiting containers, or undefined. */
function findCycle(containers: Readonly<Record<string, Container>>): readonly string[] | undefined {
  const visit = (name: string, path: readonly string[]): readonly string[] | undefined => {
    if (path.includes(name)) return [...path.slice(path.indexOf(name)), name];
    return first(waitsOf(containers[name]!), (other) => visit(other, [...path, name]));
  };
  return first(Object.keys(containers), (name) => visit(name, []));
}

function first<T>(names: readonly string[], find: (name: string) => T | undefined): T | undefined {
  for (const name of names) {
    const found = find(name);
    if (found !== undefined) return found;
  }
  return undefined;
}
