import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch } from 'puppeteer-core';

// Makes docs/plan.png, the picture of the README: the plan of the example at its scaling maxima, as a browser shows it.

const repository = join(__dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'stowage-picture-'));

function run(file: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}): void {
  const env = { ...process.env, ...environment };
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', file, ...args], { cwd: repository, env });
  if (status !== 0) throw new Error(`${file} failed: ${stderr}`);
}

async function draw(): Promise<void> {
  const assembly = join(folder, 'cdk.out');
  const html = join(folder, 'plan.html');
  run('node_modules/aws-cdk/bin/cdk', ['synth', '--quiet', '--output', assembly], { CDK_VALIDATION: 'false' });
  run('bin/stowage.ts', ['plan', assembly, '--region', 'eu-west-1', '--html', html]);
  const browser = await launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const page = await browser.newPage();
    await page.setViewport({ width: 1000, height: 700, deviceScaleFactor: 1.25 });
    await page.goto(`file://${html}`);
    await page.click('.choice input:not(:checked)');
    await page.hover('.scene:not([hidden]) .hold li:nth-child(2) .t');
    // From the title to the end of the drawings, with what is said of the task below them.
    const end = await page.$eval('.scene:not([hidden])', (one) => one.getBoundingClientRect().bottom);
    await page.setViewport({ width: 1000, height: Math.ceil(end) + 110, deviceScaleFactor: 1.25 });
    await page.screenshot({ path: join(repository, 'docs', 'plan.png') });
  } finally {
    await browser.close();
  }
}

draw().finally(() => rmSync(folder, { recursive: true, force: true }));
