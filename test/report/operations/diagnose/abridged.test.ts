import type { OrderedCause } from '../../../../lib/operations/diagnose/ordered';
import { abridged } from '../../../../lib/report/operations/diagnose/abridged';
import { diagnoseText } from '../../../../lib/report/operations/diagnose/diagnose-text';
import { SAMPLES, stopped } from './cause-samples';

const many = (code: 'agent-disconnected' | 'unplaceable', count: number, more: object = {}): readonly OrderedCause[] =>
  Array.from({ length: count }, () => ({ ...SAMPLES[code], ...more }) as OrderedCause);

const shape = (causes: readonly OrderedCause[]) =>
  abridged(causes).map((told) => (told.code === 'whole' ? told.cause.code : told.causes.length));

test('of one kind the first are told whole, the rest together; every cause is in it once', () => {
  expect(shape(many('agent-disconnected', 70))).toEqual([...Array(5).fill('agent-disconnected'), 65]);
});

test('what something follows from is always told, before that', () => {
  const causes = [...many('agent-disconnected', 8), ...many('unplaceable', 7, { followsFrom: 7 })];
  expect(shape(causes)).toEqual([
    ...Array(5).fill('agent-disconnected'),
    ...[2, 'agent-disconnected'],
    ...[...Array(5).fill('unplaceable'), 2],
  ]);
});

test('what services have got over stays last', () => {
  const ended = (recovered: boolean): OrderedCause => ({ ...stopped, code: 'container-exited', recovered });
  const causes = [...Array(6).fill(ended(false)), ...many('unplaceable', 1), ended(true)];
  expect(shape(causes)).toEqual([...Array(5).fill('container-exited'), 1, 'unplaceable', 'container-exited']);
});

test('a large cluster is told in few lines, of which the first says how many', () => {
  const causes = many('agent-disconnected', 70);
  const text = diagnoseText({ cluster: 'Shop', services: [], causes, notLookedAt: [] }, { colour: false });
  const [first, ...rest] = text.split('\n');
  expect(first).toContain('and 69 more like it');
  expect(rest.length).toBeLessThan(40);
  expect(text).toContain('65 more [agent-disconnected]\n');
  expect(text).toContain('and 55 more; --format json tells all\n');
});

test('on a narrow terminal no line of it is wider, as far as its words go', () => {
  const page = { colour: false, width: 40 };
  const text = diagnoseText(
    { cluster: 'Shop', services: [], causes: many('agent-disconnected', 8), notLookedAt: [] },
    page,
  );
  const wide = text.split('\n').filter((line) => line.length > 40 && line.trim().includes(' '));
  expect(wide).toEqual([]);
});

test('of what shows a cause, the first lines are told', () => {
  const instances = Array.from({ length: 200 }, (_, index) => ({ ec2InstanceId: `i-${index}`, tasks: 1 }));
  const cause = { ...SAMPLES['scale-in-held'], instances } as OrderedCause;
  const text = diagnoseText({ cluster: 'Shop', services: [], causes: [cause], notLookedAt: [] }, { colour: false });
  expect(text.split('\n').length).toBeLessThan(35);
  expect(text).toContain('more; --format json tells all\n');
});
