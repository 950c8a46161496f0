import type { PreflightResult } from '../../../../lib/operations';
import { preflightJson } from '../../../../lib/report/operations';
import { DOUBTS, PROBLEMS } from './preflight-samples';

const saying = (outcome: PreflightResult['outcome']): string => {
  const result = { check: 'images', subject: '', neededBy: [], outcome } as const;
  return preflightJson({ regions: [], checks: [], results: [result] }).results[0]!.text;
};

test('every problem in words, with its figures and what mends it', () => {
  const texts = Object.values(PROBLEMS).map((problem) => saying({ state: 'fails', problem }));
  expect(texts.filter((text) => !/; Fix: \w/.test(text))).toEqual([]);
  expect(texts.join('\n')).toMatchSnapshot();
});

test('every doubt in words, with its figures', () => {
  expect(
    Object.values(DOUBTS)
      .map((why) => saying({ state: 'unknown', why }))
      .join('\n'),
  ).toMatchSnapshot();
});
