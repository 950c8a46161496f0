import { isUnknown, Unknown } from '../../template';
import type { Facts, Outcome } from '../outcome';
import { rule } from '../rule';
import { taskFits } from './task-fit';

/** An expression that no instance meets. */
type Unmet = { where: string; expression: string };

/** A placement constraint holds on some instance of every capacity that gets the tasks. */
export const fitConstraint = rule<Unmet>({
  id: 'fit-constraint',
  severity: 'error',
  title: 'A placement constraint holds on some instance that a task may run on',
  why: 'Constraints are binding: a task whose expression holds on no instance is never placed.',
  remedy: 'Correct the expression, or give instances the attribute it asks for with ECS_INSTANCE_ATTRIBUTES.',
  link: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement-constraints.html',

  check: (model) =>
    taskFits(model).flatMap(({ origin, target, optimistic }): Outcome<Unmet>[] => {
      const { resource, constraints, daemon } = origin;
      const path = ['PlacementConstraints'];
      // A daemon runs where its constraints hold, be that nowhere.
      if (daemon !== false || origin.destination.kind === 'elsewhere') return [];
      if (isUnknown(constraints)) return [{ state: 'unknown', resource, path, unknowns: [constraints] }];
      if (!constraints.some(({ type }) => type === 'memberOf')) return [];
      if (optimistic.code === 'unknown') return [{ state: 'unknown', resource, path, unknowns: [optimistic.unknown] }];
      if (optimistic.code !== 'constraint') return [{ state: 'holds', resource }];
      const { truth, expression } = optimistic;
      const doubt = truth.holds === 'open' ? because(truth.why) : (target.unknown ?? resource.doubt);
      return doubt
        ? [{ state: 'unknown', resource, path, unknowns: [doubt] }]
        : [{ state: 'fails', resource, path, facts: { where: target.name, expression } satisfies Facts }];
    }),

  message: ({ where, expression }) => `the constraint "${expression}" holds on no instance of ${where}`,
  fix: ({ where }) => `write an expression that the instances of ${where} meet, or change what they are`,
});

const because = (why = 'it hangs on what runs on the instance'): Unknown =>
  new Unknown({ code: 'assumption', name: why }, '');
