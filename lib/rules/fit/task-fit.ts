import {
  DEFAULT_ASSUMPTIONS,
  DEFAULT_STRATEGIES,
  ExpressionError,
  explain,
  NO_DEMAND,
  type ParsedRequest,
  parseExpression,
  type Rejection,
  rejectionsOf,
  type TaskDemand,
} from '../../placement';
import { type Bound, type DemandInTemplate, isUnknown, type Model, type TaskOrigin, Unknown } from '../../template';
import { type ConstraintTruth, constraintTruth } from './constraint-truth';
import { type EmptyInstance, EmptyInstances } from './empty-instances';
import { type Target, targetsOf } from './targets';

/** What the empty instances of a target answer to a task. */
export type FitAnswer =
  | { readonly code: 'fits'; readonly on: EmptyInstance }
  /** Why nothing is known of the instances. */
  | { readonly code: 'unknown'; readonly unknown: Unknown }
  /** An expression that holds on none of them, or is open on those where it may hold. */
  | { readonly code: 'constraint'; readonly expression: string; readonly truth: ConstraintTruth }
  /** Refused by all that the constraints leave; this one is the nearest to taking it. */
  | { readonly code: 'refused'; readonly closest: EmptyInstance; readonly rejections: readonly Rejection[] };

/** A task and one of the sets of instances that must be able to take it. */
export interface TaskFit {
  readonly origin: TaskOrigin;
  readonly target: Target;
  /** With every open figure in the task's favour: what is refused here is refused for certain. */
  readonly optimistic: FitAnswer;
  /** With every open figure to its disadvantage: what fits here fits for certain. */
  readonly conservative: FitAnswer;
}

const made = new WeakMap<Model, readonly TaskFit[]>();

/** How every task of a model fits the empty instances it may go to. */
export function taskFits(model: Model): readonly TaskFit[] {
  const known = made.get(model);
  if (known) return known;
  const empty = new EmptyInstances(model);
  const fits = model.taskOrigins.flatMap((origin) =>
    targetsOf(origin).map((target): TaskFit => {
      const request = requestOf(origin);
      const answer = (bound: Bound) => answerOf(request, instancesOf(target, origin, bound, empty));
      const optimistic = answer('optimistic');
      return { origin, target, optimistic, conservative: answer('conservative') };
    }),
  );
  made.set(model, fits);
  return fits;
}

function instancesOf(
  target: Target,
  origin: TaskOrigin,
  bound: Bound,
  empty: EmptyInstances,
): Unknown | readonly EmptyInstance[] {
  const found: EmptyInstance[] = [];
  let unknown: Unknown | undefined;
  for (const capacity of target.capacities) {
    const instances = empty.of(capacity, origin, bound);
    if (isUnknown(instances)) unknown ??= instances;
    else found.push(...instances);
  }
  if (unknown) return unknown;
  return found.length > 0 ? found : (target.unknown ?? NO_TYPE);
}

const NO_TYPE = new Unknown(
  { code: 'assumption', name: 'no instance type of the table meets the requirements of the group' },
  '',
);

/** A task with whatever is not known of it taken to need nothing, and the expressions that can be read. */
function requestOf({ demand, constraints, name }: TaskOrigin): ParsedRequest {
  const expressions = (isUnknown(constraints) ? [] : constraints).flatMap((constraint) => {
    if (constraint.type !== 'memberOf') return [];
    try {
      return [{ text: constraint.expression, expression: parseExpression(constraint.expression) }];
    } catch (error) {
      if (error instanceof ExpressionError) return [];
      throw error;
    }
  });
  return { demand: knownPart(demand), group: `service:${name}`, strategies: DEFAULT_STRATEGIES, expressions };
}

function knownPart(demand: DemandInTemplate | undefined): TaskDemand {
  const known = Object.entries(demand ?? {}).filter(([, value]) => value !== undefined && !isUnknown(value));
  return { ...NO_DEMAND, ...Object.fromEntries(known) };
}

function answerOf(request: ParsedRequest, instances: Unknown | readonly EmptyInstance[]): FitAnswer {
  if (isUnknown(instances)) return { code: 'unknown', unknown: instances };
  const plain = { ...request, expressions: [] };
  const refused: { on: EmptyInstance; rejections: readonly Rejection[] }[] = [];
  let constraint: Extract<FitAnswer, { code: 'constraint' }> | undefined;
  for (const on of instances) {
    const unmet = unmetConstraint(request, on);
    if (unmet) {
      if (!constraint || (unmet.truth.holds === 'open' && constraint.truth.holds === false)) constraint = unmet;
      continue;
    }
    const rejections = rejectionsOf(plain, on.candidate, DEFAULT_ASSUMPTIONS);
    if (rejections.length === 0) return { code: 'fits', on };
    refused.push({ on, rejections });
  }
  // Instances on which a constraint may yet hold might take the task.
  if (constraint && (refused.length === 0 || constraint.truth.holds === 'open')) return constraint;
  return closestOf(refused);
}

function unmetConstraint(
  { expressions }: ParsedRequest,
  { candidate, capacity }: EmptyInstance,
): Extract<FitAnswer, { code: 'constraint' }> | undefined {
  for (const { text, expression } of expressions) {
    const truth = constraintTruth(expression, candidate, capacity);
    if (truth.holds === false || (truth.holds === 'open' && truth.why !== undefined)) {
      return { code: 'constraint', expression: text, truth };
    }
  }
  return undefined;
}

/** What the task and the image are counts before how much there is: a larger instance of the wrong kind is no match. */
const KINDS: readonly Rejection['code'][] = ['operating-system', 'attributes'];

function closestOf(refused: readonly { on: EmptyInstance; rejections: readonly Rejection[] }[]): FitAnswer {
  let nearest = refused;
  for (const kind of KINDS) {
    const right = nearest.filter(({ rejections }) => !rejections.some(({ code }) => code === kind));
    if (right.length > 0) nearest = right;
  }
  const byId = nearest.map((one, index) => ({ ...one, id: String(index).padStart(6, '0') }));
  const { closest } = explain(
    byId.map(({ id, rejections }) => ({ instanceId: id, rejections })),
    byId.map(({ id, on }) => ({ id, instanceType: on.type, zone: '' })),
  );
  const found = byId.find(({ id }) => id === closest?.instanceId)!;
  return { code: 'refused', closest: found.on, rejections: found.rejections };
}
