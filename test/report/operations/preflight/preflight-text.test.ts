import type { PreflightReport, PreflightResult } from '../../../../lib/operations';
import { preflightText } from '../../../../lib/report/operations';

const report = (...results: Omit<PreflightResult, 'check' | 'neededBy'>[]): PreflightReport => ({
  regions: ['eu-west-1'],
  checks: [{ id: 'service-linked-roles', title: 'The roles are there' }],
  results: results.map((result) => ({ ...result, check: 'service-linked-roles', neededBy: ['Shop/Cluster'] })),
});
const role = 'AWSServiceRoleForECS';
const service = 'ecs.amazonaws.com';

test('the worst heads the check; what else does not hold says so, what holds is counted', () => {
  const text = preflightText(
    report(
      { subject: 'A', outcome: { state: 'holds' } },
      { subject: 'B', outcome: { state: 'unknown', why: { code: 'role-made-with-first-use', role, service } } },
      { subject: 'C', outcome: { state: 'fails', problem: { code: 'no-cluster', name: 'Shop', region: 'eu-west-1' } } },
    ),
    { colour: false },
  );
  expect(text.split('\n')).toEqual([
    '3 things looked up in eu-west-1: 1 fails, 1 unknown, 1 holds',
    '',
    'FAILS The roles are there (1 of 3 hold)',
    '  B, for Shop/Cluster (unknown)',
    expect.stringContaining('CreateServiceLinkedRole'),
    '  C, for Shop/Cluster',
    expect.stringContaining('no cluster Shop'),
    expect.stringContaining('Fix: deploy it first'),
    '',
  ]);
});

test('nothing to look up is said', () => {
  expect(preflightText(report(), { colour: false })).toContain('Nothing');
});

test('what may not be looked at comes with its statement', () => {
  const denied = { code: 'access-denied', action: 'iam:GetRole', explicit: false } as const;
  const statement = { Effect: 'Allow', Action: 'iam:GetRole', Resource: '*' };
  const open = preflightText(report({ subject: 'A', outcome: { state: 'not-looked-at', denied, statement } }), {
    colour: false,
  });
  expect(open).toContain(JSON.stringify(statement));
  const shut = preflightText(report({ subject: 'A', outcome: { state: 'not-looked-at', denied } }), { colour: false });
  expect(shut).not.toContain('Add to the policy');
});
