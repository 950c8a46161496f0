import { isUnknown, type Model, Unknown } from '../../template';
import type { Facts, Outcome } from '../outcome';
import { type FitAnswer, type TaskFit, taskFits } from './task-fit';

/** A target's instances refused the task, or no instance met its constraints. */
export type Refusal = Extract<FitAnswer, { code: 'refused' | 'constraint' }>;

/** What a rule looks at when a task is held against empty instances. */
export interface FitQuestion<F extends Facts> {
  /** The figures of the demand the rule is about; none, or nothing but zeros and empty lists: it does not apply. */
  figures(fit: TaskFit): readonly unknown[];
  /** What is wrong with a refusal; undefined when it is another rule's. */
  wrong(refusal: Refusal, fit: TaskFit): F | undefined;
  /** Why what is wrong is not certain. @default - it is, as far as the target is */
  doubt?(refusal: Refusal, fit: TaskFit): Unknown | undefined;
}

/** Answers a question for every task and every set of instances that must be able to take it. */
export function fitOutcomes<F extends Facts>(model: Model, question: FitQuestion<F>): Outcome<F>[] {
  return taskFits(model).flatMap((fit): Outcome<F>[] => {
    const figures = question.figures(fit).filter(isSomething);
    if (figures.length === 0) return [];
    const { resource } = fit.origin;
    const { optimistic, target } = fit;
    const open = figures.find(isUnknown);
    if (optimistic.code === 'unknown') return [{ state: 'unknown', resource, unknowns: [optimistic.unknown] }];
    const facts = optimistic.code === 'fits' ? undefined : question.wrong(optimistic, fit);
    if (facts) {
      const doubt = target.unknown ?? resource.doubt ?? question.doubt?.(optimistic as Refusal, fit);
      return doubt ? [{ state: 'unknown', resource, unknowns: [doubt] }] : [{ state: 'fails', resource, facts }];
    }
    return open ? [{ state: 'unknown', resource, unknowns: [open] }] : [{ state: 'holds', resource }];
  });
}

/** The demand's own figure; unknown where the templates do not hold the task definition. */
export const demandFigure = (
  { origin: { demand } }: TaskFit,
  figure: keyof NonNullable<TaskFit['origin']['demand']>,
) => (demand ? demand[figure] : NO_DEFINITION);

const NO_DEFINITION = new Unknown({ code: 'assumption', name: 'the task definition is not in the templates' }, '');

const isSomething = (figure: unknown): boolean =>
  figure !== undefined && figure !== 0 && !(Array.isArray(figure) && figure.length === 0);
