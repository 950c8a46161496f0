import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { run } from '../bin/run';
import { fixture } from '../simulation/fixture';
import { seriousViolations, startBrowser, type TestBrowser } from './browser';

let browser: TestBrowser;

beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());
// Whatever a test did, no page complained or asked for the network.
afterEach(() => expect(browser.complaints).toEqual([]));

/** Simulates a fixture and opens the page at its first timeline. */
async function shown(name: string, args: readonly string[], view?: { width: number; height: number }): Promise<Page> {
  const file = `${name}-${args.join('')}.html`.replaceAll('/', '');
  expect(run(['simulate', fixture(name), ...args, '--html', join(browser.folder, file)]).err).toBe('');
  const page = await browser.open(file, view);
  await page.$eval('.timeline', (root) => root.scrollIntoView());
  await page.waitForSelector('.tl-live:not([hidden])');
  return page;
}

const slider = '.tl-controls input';
const momentOf = (page: Page) => page.$eval(slider, (one) => Number((one as unknown as { value: string }).value));
const textOf = (page: Page, selector: string) => page.$eval(selector, (one) => one.textContent ?? '');

test('the slider moves by keyboard, says the moment in words, and draws the fleet at it', async () => {
  const page = await shown('shop', ['--scenario', 'update', '--service', 'Web']);
  expect(await momentOf(page)).toBe(0);
  expect(await page.$('.tl-changed')).toBeNull();
  await page.focus(slider);
  await page.keyboard.press('ArrowRight');
  expect(await momentOf(page)).toBe(1);
  expect(await page.$eval(slider, (one) => one.getAttribute('aria-valuetext'))).toMatch(/^0:00, moment 2 of \d+: /);
  expect(await textOf(page, '.tl-said')).toContain('starts');
  expect((await page.$$('.tl-task[data-state="2"]')).length).toBeGreaterThan(0);
  expect((await page.$$('.tl-changed')).length).toBeGreaterThan(0);
  await page.keyboard.press('End');
  expect(await page.$$eval('.tl-fleet .tl-task', (all) => all.map((one) => one.textContent))).not.toContain('…');
  expect(await textOf(page, '.tl-waiting')).toContain('No task waits.');
  // Going back draws what was drawn before.
  await page.keyboard.press('Home');
  expect((await page.$$('.tl-fleet .tl-task[data-rev="1"]')).length).toBe(0);
  await page.close();
});

test('the slider is dragged', async () => {
  const page = await shown('shop', ['--scenario', 'update']);
  const box = (await (await page.$(slider))!.boundingBox())!;
  await page.mouse.move(box.x + 4, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 4 });
  await page.mouse.up();
  expect(await momentOf(page)).toBeGreaterThan(3);
  await page.close();
});

test('it plays to the end when told to, and never on its own', async () => {
  const page = await shown('one-port', ['--scenario', 'first-deployment']);
  expect(await textOf(page, '.tl-play')).toBe('Play');
  await page.click('.tl-play');
  expect(await textOf(page, '.tl-play')).toBe('Pause');
  await page.waitForFunction(`document.querySelector('.tl-play').textContent === 'Play'`);
  expect(await momentOf(page)).toBe(await page.$eval(slider, (one) => Number(one.getAttribute('max'))));
  await page.click('.tl-previous');
  expect(await momentOf(page)).toBe((await page.$eval(slider, (one) => Number(one.getAttribute('max')))) - 1);
  await page.close();
});

test('the tasks of one service stand out when it is chosen', async () => {
  const page = await shown('shop', ['--scenario', 'update']);
  await page.click('.tl-pick');
  const [mine, all] = [(await page.$$('.tl-mine')).length, (await page.$$('.tl-fleet .tl-task')).length];
  expect(mine).toBeGreaterThan(0);
  expect(mine).toBeLessThan(all);
  await page.click('.tl-pick');
  expect((await page.$$('.tl-mine')).length).toBe(0);
  await page.close();
});

// Both are as public AWS CDK examples have them: their rolling update can never finish.
test.each([
  ['one-port', 'TCP port 8080 is taken'],
  ['one-instance-each', 'distinctInstance: it runs one already'],
])('%s begins where it sticks, with the reason and what helps', async (name, reason) => {
  const page = await shown(name, ['--scenario', 'update']);
  const at = await page.$eval('.tl-stuck', (one) => Number(one.getAttribute('data-moment')));
  expect(await momentOf(page)).toBe(at);
  expect(await textOf(page, '.tl-here')).toContain('sticks here');
  expect(await textOf(page, '.tl-stuck')).toContain(reason);
  expect(await textOf(page, '.tl-stuck')).toContain('What helps');
  expect(await textOf(page, '.tl-row-stuck')).toContain('STUCK');
  // The old task still runs, and no new one does.
  expect((await page.$$('.tl-fleet .tl-task[data-rev="0"][data-state="4"]')).length).toBeGreaterThan(0);
  await page.click('.tl-previous');
  expect(await page.$('.tl-here')).toBeNull();
  await page.click('.tl-jump');
  expect(await momentOf(page)).toBe(at);
  await page.close();
});

test.each([
  ['light', 1280],
  ['dark', 1280],
  ['light', 390],
  ['dark', 390],
])('nothing serious bars anyone: %s, %i wide', async (scheme, width) => {
  const page = await shown('shop', ['--scenario', 'all'], { width, height: 900 });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  expect(await seriousViolations(page)).toEqual([]);
  // Only tables scroll sideways.
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  await page.close();
});

test('without a script, every event is there to read', async () => {
  const file = 'plain.html';
  run(['simulate', fixture('one-port'), '--scenario', 'update', '--html', join(browser.folder, file)]);
  const page = await browser.open(file);
  await page.setJavaScriptEnabled(false);
  await page.reload();
  expect(await page.$eval('.tl-live', (one) => one.hasAttribute('hidden'))).toBe(true);
  expect(await textOf(page, '.tl-events')).toContain('Here it sticks.');
  expect(await textOf(page, '.tl-stuck')).toContain('TCP port 8080 is taken');
  await page.close();
});
