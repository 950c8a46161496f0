import { inOneLine } from '../../../../bin/terminal/in-one-line';
import type { Cause, Diagnosis, PreflightOutcome, PreflightReport } from '../../../../lib/operations';
import { problemText } from '../../../../lib/operations';
import type { Page } from '../../../../lib/report';
import * as report from '../../../../lib/report/operations';
import { SAMPLES, stopped } from '../diagnose/cause-samples';
import * as preflight from '../preflight/preflight-samples';
import * as sample from './samples';
import { spoilt } from './spoilt';

// Names, reasons and log lines are written by others. Whatever is in them, a terminal is told nothing but text.

/** What may be in a name: clear, link, C1 control, back over the line, turned writing, unseen letters. */
const PARTS = [
  ...['\u001b[2J', '\u001b]8;;http://evil\u0007', '\u009b2J', '\r', '\u202e', '\u2066', '\u061c'],
  ...['\u2028', '\u200b', '\ufeff', '\u{e0041}', '\ud800', '\nBREAK'],
];
const NAME = `${PARTS.join('EVIL')}EVIL`;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they begin with one
const OWN_COLOUR = /\u001b\[(?:0|1|3[1-4]|90)m/g;

const HARMLESS = /^[^\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\p{Cs}\u200b\ufeff\u{e0041}]*$/u;

const PAGES: readonly Page[] = [{ colour: false }, { colour: true, width: 60 }];

const lines = (text: readonly string[]): string => text.join('\n');
const diagnosis = (given: Partial<Diagnosis>): Diagnosis =>
  ({ cluster: 'Shop', services: ['Web'], task: 't', causes: [], notLookedAt: [], ...given }) as Diagnosis;
const outcome = (one: PreflightOutcome): PreflightReport => ({
  ...{ regions: ['eu-west-1'], checks: [{ id: 'images', title: 'Images' }] },
  results: [{ check: 'images', subject: 's', neededBy: ['Web'], outcome: one }],
});
const denied = sample.PROBLEMS['access-denied'];
const statement = { Effect: 'Allow', Action: 'a', Resource: 'r' };

/** Exited, with all that can be known of it. */
const FULL_STOP: Cause = {
  ...stopped,
  code: 'image-not-pulled',
  ...{ why: 'other', stopCode: 'S', lastAt: 'noon' },
  containers: [{ name: 'app', exitCode: 1, memoryMiB: 64 }],
  images: [{ code: 'image-missing', image: 'web:1', tags: ['v1'] }],
  log: { container: 'app', logGroup: 'g', logStream: 's', lines: ['l'] },
};

type Row<T> = readonly [renderer: string, results: readonly T[], render: (result: T, page: Page) => string];
/** Each renderer takes what is in its row; the rows differ. */
const row = <T>(...one: Row<T>): Row<unknown> => one as Row<unknown>;

const RENDERERS: readonly Row<unknown>[] = [
  row('problem', Object.values(sample.PROBLEMS), (one) => inOneLine(problemText(one))),
  row('trouble', Object.values(sample.PROBLEMS), report.troubleText),
  row(
    'run-task events',
    [...Object.values(sample.RUN_TASK_EVENTS).filter(({ code }) => code !== 'log'), sample.FIT_BY_HAND],
    (event) => (event.code === 'log' ? '' : lines(report.runTaskEventText(event))),
  ),
  row('run-task result', sample.RUN_TASK, (one) => lines(report.runTaskText(one))),
  row('watch change', sample.WATCH_CHANGES, report.watchChangeText),
  row('watch pulse', [sample.WATCH_STATE], (one) => report.watchPulseText(one, 1)),
  row('watch end', Object.values(sample.WATCH_ENDS), report.watchEndText),
  row(
    'diagnose',
    [
      ...[...Object.values(SAMPLES), FULL_STOP].flatMap((cause) => [
        diagnosis({ causes: [cause] }),
        diagnosis({ causes: [SAMPLES['desired-zero'], { ...cause, followsFrom: 0 }] }),
      ]),
      diagnosis({ notLookedAt: sample.NOT_LOOKED_AT }),
    ],
    report.diagnoseText,
  ),
  row(
    'preflight',
    [
      ...Object.values(preflight.PROBLEMS).map((problem) => outcome({ state: 'fails', problem })),
      ...Object.values(preflight.DOUBTS).map((why) => outcome({ state: 'unknown', why })),
      outcome({ state: 'not-looked-at', denied, statement }),
    ],
    report.preflightText,
  ),
  row('audit-images', [sample.AUDIT], report.imageAuditText),
  row('drain plan', [sample.DRAIN_PLAN], report.drainPlanText),
  row('undrain plan', [sample.UNDRAIN_PLAN], report.undrainPlanText),
  row('drain progress', [sample.DRAIN_PROGRESS], (one) => report.drainProgressText(one, 1)),
  row('drain end', Object.values(sample.DRAIN_ENDS), report.drainEndText),
  row(
    'teardown plan',
    [sample.TEARDOWN_PLAN, { ...sample.TEARDOWN_PLAN, isGone: true }, { ...sample.TEARDOWN_PLAN, obstacles: [] }],
    report.teardownPlanText,
  ),
  row('teardown wait', Object.values(sample.TEARDOWN_WAITS), (one) => report.teardownWaitText(one, 1)),
  row('teardown end', [...Object.values(sample.TEARDOWN_ENDS), sample.TEARDOWN_FAILED], report.teardownEndText),
];

/** What becomes of a result that is not of its type: where a code is spoilt, there may be no words for it. */
function rendered(render: () => string): string {
  try {
    return render() ?? '';
  } catch {
    return '';
  }
}

test.each(RENDERERS)('%s: a name is text and nothing else', (_renderer, results, render) => {
  const shown = { withName: 0 };
  for (const result of results) {
    for (const hostile of spoilt(result, NAME)) {
      for (const page of PAGES) {
        const text = rendered(() => render(hostile, page));
        expect(text.replace(OWN_COLOUR, '').replace(/\n/g, '')).toMatch(HARMLESS);
        // Where lines are broken, a word may begin one.
        if (page.width === undefined) expect(text).not.toMatch(/^\s*BREAK/m);
        if (text.includes('EVIL')) shown.withName++;
      }
    }
  }
  expect(shown.withName).toBeGreaterThan(0);
});

test.each(RENDERERS)('%s: a name is no command to a CI service', (_renderer, results, render) => {
  for (const result of results)
    for (const hostile of spoilt(result, '::set-output name=x::##vso[task.complete]'))
      expect(rendered(() => render(hostile, PAGES[0]!))).not.toMatch(/^\s*::|##vso\[/m);
});

test('every renderer of operations is held', () => {
  const all = Object.keys(report).filter((name) =>
    /^(runTask|watch|diagnose|preflight|imageAudit|drain|undrain|teardown|trouble).*Text$/.test(name),
  );
  const held = RENDERERS.map(([, , render]) => render.toString() + render.name).join('\n');
  expect(all.filter((name) => !held.includes(name))).toEqual([]);
});
