import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from 'aws-cdk-lib';
import { context } from '../../../cdk.json';
import { sizeText } from '../../../lib/report';
import { type SizeOptions, type Sizing, sizeOf } from '../../../lib/size';
import { DEFAULT_MODEL_ASSUMPTIONS, Model, readTemplates } from '../../../lib/template';

const outdir = mkdtempSync(join(tmpdir(), 'stowage-example-'));
afterAll(() => rmSync(outdir, { recursive: true }));

let sized: (options?: SizeOptions) => Sizing;

beforeAll(() => {
  const CDK_CONTEXT_JSON = JSON.stringify({ ...context, 'aws:cdk:enable-path-metadata': true });
  jest.replaceProperty(process, 'env', { ...process.env, CDK_CONTEXT_JSON, CDK_OUTDIR: outdir });
  (require('../../../bin/app') as { app: App }).app.synth();
  jest.restoreAllMocks();
  const model = new Model(readTemplates([outdir]), DEFAULT_MODEL_ASSUMPTIONS);
  sized = (options) => sizeOf(model, options);
});

test.each([80, 120])('the sizing of the example at %d columns', (width) => {
  const text = sizeText({ sizing: sized(), regions: [] }, { colour: false, width });
  expect(text.split('\n').filter((line) => line.length > width)).toEqual([]);
  expect(text).toMatchSnapshot();
});

test('what must survive a zone costs at least the share of the zones more than what need not', () => {
  const least = (options: SizeOptions) => {
    const [pool] = sized({ at: ['maximum'], families: ['m7g'], rollout: false, ...options }).clusters[0]!.pools;
    return pool?.code === 'sized' ? pool.rows[0]!.usdPerHour : Number.NaN;
  };
  const [without, withZone] = [least({}), least({ survivesZone: true })];
  expect(withZone).toBeGreaterThanOrEqual(without * 1.5);
});
