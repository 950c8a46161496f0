import type { Cause } from '../../../../lib/operations';
import { causeText } from '../../../../lib/report/operations/diagnose/causes/cause-text';
import { SAMPLES, stopped } from './cause-samples';

test.each(Object.values(SAMPLES))('$code is said: what it is about, what shows it, what to do', (cause) => {
  const { title, evidence, fix } = causeText(cause);
  expect(title).toContain('NAMED');
  expect(evidence.length).toBeGreaterThan(0);
  expect(evidence.every((line) => line !== '')).toBe(true);
  expect(fix).not.toBe('');
});

test('a missing permission is mended by the statement that names it', () => {
  const cause: Cause = { ...stopped, code: 'permission-missing', action: 'ssm:GetParameters', resource: 'arn:x' };
  expect(causeText(cause).fix).toContain('{"Effect":"Allow","Action":"ssm:GetParameters","Resource":"arn:x"}');
});

test('that an essential container must not end is said of services alone', () => {
  const fixOf = (group: string) => causeText({ ...stopped, code: 'container-exited', group }).fix;
  expect([fixOf('service:Web'), fixOf('family:job')]).toEqual([
    expect.stringContaining('must not end'),
    expect.not.stringContaining('must not end'),
  ]);
});
