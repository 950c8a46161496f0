import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from 'aws-cdk-lib';
import { context } from '../../../cdk.json';
import { planOf } from '../../../lib/plan';
import { planText } from '../../../lib/report';
import { DEFAULT_MODEL_ASSUMPTIONS, Model, readTemplates } from '../../../lib/template';

const outdir = mkdtempSync(join(tmpdir(), 'stowage-example-'));
afterAll(() => rmSync(outdir, { recursive: true }));

let model: Model;

beforeAll(() => {
  const CDK_CONTEXT_JSON = JSON.stringify({ ...context, 'aws:cdk:enable-path-metadata': true });
  jest.replaceProperty(process, 'env', { ...process.env, CDK_CONTEXT_JSON, CDK_OUTDIR: outdir });
  (require('../../../bin/app') as { app: App }).app.synth();
  jest.restoreAllMocks();
  model = new Model(readTemplates([outdir]), DEFAULT_MODEL_ASSUMPTIONS);
});

test.each([80, 120])('the plan of the example at %d columns', (width) => {
  const report = { model, plan: planOf(model), rules: [], findings: [], severity: 'info', idle: [] } as const;
  const text = planText(report, { colour: false, width });
  expect(text.split('\n').filter((line) => line.length > width)).toEqual([]);
  expect(text).toMatchSnapshot();
});
