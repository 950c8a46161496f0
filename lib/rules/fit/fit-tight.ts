import type { Facts, Outcome } from '../outcome';
import { rule } from '../rule';
import { type FitAnswer, taskFits } from './task-fit';

/** A resource of which a task fits the most that an instance may register, and not the least. */
type Tight = { where: string; instanceType: string; resource: string; needed: number; least: number; most: number };

const WORDS: Readonly<Record<string, string>> = {
  memory: 'MiB of memory',
  'network-interfaces': 'network interfaces',
};

/** A task fits also where AWS leaves open how much an instance registers. */
export const fitTight = rule<Tight>({
  id: 'fit-tight',
  severity: 'warning',
  title: 'A task fits the least that the instances it may run on are sure to register',
  why: 'AWS documents no formula for the memory that an instance registers, and ENI trunking is a setting of the account. Between the bounds only the running instance tells.',
  remedy: 'Leave some room: give the task less, or launch an instance type with more.',
  link: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/memory-management.html',

  check: (model) =>
    taskFits(model).flatMap(({ origin: { resource }, target, optimistic, conservative }): Outcome<Tight>[] => {
      if (optimistic.code !== 'fits') return [];
      const tight = shortfall(conservative, optimistic);
      return tight
        ? [{ state: 'fails', resource, facts: { where: target.name, ...tight } satisfies Facts }]
        : [{ state: 'holds', resource }];
    }),

  message: ({ where, instanceType, resource, needed, least, most }) =>
    `a task needs ${needed} ${WORDS[resource] ?? resource}; in ${where} an empty ${instanceType} is sure to have ${least} for it, and may have up to ${most}`,
  fix: ({ resource, least }) =>
    resource === 'memory'
      ? `ask for at most ${least} MiB, or launch a type with more memory`
      : 'turn on ENI trunking for the role of the instances, or launch a type with more network interfaces',
});

function shortfall(
  conservative: FitAnswer,
  { on }: Extract<FitAnswer, { code: 'fits' }>,
): Omit<Tight, 'where'> | undefined {
  if (conservative.code !== 'refused') return undefined;
  for (const rejection of conservative.rejections) {
    if (rejection.code !== 'memory' && rejection.code !== 'network-interfaces') continue;
    const figure = rejection.code === 'memory' ? 'memoryMiB' : 'networkInterfaces';
    return {
      instanceType: conservative.closest.type,
      resource: rejection.code,
      needed: rejection.needed,
      least: Math.max(0, rejection.offered),
      most: on.candidate.offered[figure],
    };
  }
  return undefined;
}
