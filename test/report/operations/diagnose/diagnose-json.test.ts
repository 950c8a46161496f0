import Ajv from 'ajv';
import type { Cause } from '../../../../lib/operations';
import { diagnoseJson } from '../../../../lib/report/operations';
import schema from '../../../../schema/diagnose-v1.json';
import { SAMPLES, stopped } from './cause-samples';

const isValid = new Ajv({ strict: true, allowUnionTypes: true }).compile(schema);

const printed = (...causes: readonly Cause[]) =>
  JSON.parse(JSON.stringify(diagnoseJson({ cluster: 'Shop', services: ['Web'], causes, notLookedAt: [] })));

test.each(Object.values(SAMPLES))('$code is as the schema says', (cause) => {
  const document = printed(cause);
  expect(isValid(document) ? [] : isValid.errors).toEqual([]);
});

test.each<[string, Cause]>([
  ['a missing statement', { ...stopped, code: 'permission-missing', action: 'ssm:GetParameters', resource: 'arn:x' }],
  [
    'a log and images',
    {
      ...stopped,
      ...{ code: 'image-not-pulled', why: 'not-found', lastAt: '2026-01-01T00:00:00.000Z' },
      log: { container: 'app', logGroup: 'g', logStream: 's', lines: ['l'] },
      images: [{ image: 'x', code: 'image-missing', tags: ['v2'] }],
    },
  ],
  [
    'a refusal',
    {
      ...(SAMPLES.unplaceable as Extract<Cause, { code: 'unplaceable' }>),
      instances: [
        {
          ...{ containerInstanceId: 'ci', instanceType: 'm7g.large', zone: 'eu-west-1a', portHolders: ['service:Old'] },
          rejections: [{ code: 'memory', needed: 2, free: 1, offered: 3, moreInstancesHelp: true }],
        },
      ],
    },
  ],
])('with all that may be there: %s', (_, cause) => {
  const document = printed(cause);
  expect(isValid(document) ? [] : isValid.errors).toEqual([]);
});

test('what is not looked at is told with the statement, or null where a policy denies it', () => {
  const problem = { code: 'access-denied', action: 'ecs:ListTasks' } as const;
  const notLookedAt = [true, false].map((explicit) => ({ what: 'tasks', problem: { ...problem, explicit } }));
  const document = JSON.parse(JSON.stringify(diagnoseJson({ cluster: 'Shop', services: [], causes: [], notLookedAt })));
  expect(isValid(document) ? [] : isValid.errors).toEqual([]);
  expect(document.notLookedAt.map(({ statement }: { statement: object | null }) => statement)).toEqual([
    null,
    { Effect: 'Allow', Action: 'ecs:ListTasks', Resource: '*' },
  ]);
});

test('the schema refuses what is not so', () => {
  const document = printed(SAMPLES['desired-zero']);
  const [cause] = document.causes;
  expect(isValid({ ...document, version: 2 })).toBe(false);
  expect(isValid({ ...document, causes: [{ ...cause, code: 'unforeseen' }] })).toBe(false);
  expect(isValid({ ...document, causes: [{ ...cause, runningCount: 'none' }] })).toBe(false);
  expect(isValid({ ...document, causes: [{ ...cause, text: { ...cause.text, evidence: [] } }] })).toBe(false);
});
