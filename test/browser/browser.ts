import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { type Browser, launch, type Page } from 'puppeteer-core';

/** Where Debian puts it. */
const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** A browser that asks nobody for anything of its own accord. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** One browser without a network, and what pages in it complained about. */
export interface TestBrowser {
  readonly folder: string;
  /** Opens a file of the folder. */
  open(file: string, view?: { readonly width: number; readonly height: number }): Promise<Page>;
  /** Everything that a console said or a page threw or asked a network for, since the start or since it was emptied. */
  readonly complaints: string[];
  close(): Promise<void>;
}

/** Starts a browser with a folder for the pages to show. */
export async function startBrowser(): Promise<TestBrowser> {
  const folder = mkdtempSync(join(tmpdir(), 'stowage-browser-'));
  if (!existsSync(CHROMIUM)) {
    throw new Error(`no browser at ${CHROMIUM}: install it (apt-get install chromium) or name it (CHROMIUM=/path)`);
  }
  const browser: Browser = await launch({ executablePath: CHROMIUM, args: FLAGS });
  const complaints: string[] = [];
  return {
    folder,
    complaints,
    async open(file, view = { width: 1280, height: 900 }) {
      const page = await browser.newPage();
      await page.setViewport(view);
      page.on('console', (message) => complaints.push(`console ${message.type()}: ${message.text()}`));
      page.on('pageerror', (error) => complaints.push(`error: ${String(error)}`));
      page.on('request', (request) => {
        if (!/^(file|data):/.test(request.url())) complaints.push(`request: ${request.url()}`);
      });
      await page.goto(pathToFileURL(join(folder, file)).href);
      return page;
    },
    async close() {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Serious and critical violations of accessibility, each with the places. */
export async function seriousViolations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const found = (await page.evaluate('axe.run(document)')) as axe.AxeResults;
  return found.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map(({ target, failureSummary }) => `${target} ${failureSummary}`).join(' | ')}`,
    );
}
