import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { run } from '../bin/run';
import { fleetTemplate, managed, scalableTarget, serviceTemplate } from '../plan/fleet-template';
import { seriousViolations, startBrowser, type TestBrowser } from './browser';

let browser: TestBrowser;

beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());
// Whatever a test did, no page complained or asked for the network.
afterEach(() => expect(browser.complaints).toEqual([]));

/** Plans a template and opens the page. */
async function shownPlan(template: string, width = 1280): Promise<Page> {
  const file = (ending: string) => join(browser.folder, `plan.${ending}`);
  writeFileSync(file('yaml'), template);
  const html = ['--html', file('html'), '--region', 'eu-west-1', '--parameter', 'Open=1'];
  expect(run(['plan', file('yaml'), ...html]).err).toBe('');
  return browser.open('plan.html', { width, height: 900 });
}

const services = (count: number, cpuUnits: number, tasks: number): string =>
  Array.from({ length: count }, (_, index) => serviceTemplate(`Web${index}`, cpuUnits, 600, managed(tasks))).join('');

/** Two services, one of which scales beyond what there is room for. */
const SMALL = fleetTemplate({
  min: 2,
  max: 2,
  rest:
    serviceTemplate('Shop', 512, 1024, managed(3)) +
    serviceTemplate('Worker', 256, 512, managed(2)) +
    scalableTarget('Shop', 3, 20),
});

const shown = (selector: string) =>
  `[...document.querySelectorAll(${JSON.stringify(selector)})].filter((one) => one.checkVisibility()).length`;

test('it needs nobody, and complains of nothing', async () => {
  const page = await shownPlan(SMALL);
  expect(await page.title()).toBe('Where every task lands');
});

test('no script runs but its own, even if one got into it', async () => {
  const page = await shownPlan(SMALL);
  const ran = await page.evaluate(`(() => {
    const script = document.createElement('script');
    script.textContent = 'document.title = "taken"';
    document.body.append(script);
    return document.title;
  })()`);
  expect(ran).toBe('Where every task lands');
  expect(browser.complaints.splice(0)).toEqual([expect.stringContaining('Content Security Policy')]);
});

test('the scaling maxima are drawn when they are chosen', async () => {
  const page = await shownPlan(SMALL);
  expect(await page.evaluate(shown('.t'))).toBe(5);
  expect(await page.evaluate(shown('.waiting'))).toBe(0);
  await page.click('.choice input:not(:checked)');
  // Each instance of two vCPUs holds three beside a worker.
  expect(await page.evaluate(shown('.t'))).toBe(8);
  expect(await page.$eval('.scene:not([hidden]) .waiting', (one) => one.textContent)).toContain(
    '14 tasks of Shop without a place',
  );
});

test('services are filtered by words and by state, and picked out in the drawing', async () => {
  const page = await shownPlan(SMALL);
  const rows = shown('.services tbody tr');
  expect(await page.evaluate(rows)).toBe(2);
  await page.type('.filter input', 'work');
  expect(await page.evaluate(rows)).toBe(1);
  expect(await page.$eval('.filter output', (one) => one.textContent)).toBe('1 of 2 services');
  await page.click('.services tbody tr:not([hidden]) .pick');
  const faint = `[...document.querySelectorAll('.t')].filter((one) => getComputedStyle(one).opacity !== '1').map((one) => one.textContent)`;
  expect(new Set((await page.evaluate(faint)) as string[])).toEqual(new Set(['Shop']));
  await page.$eval('.filter input', (one) => {
    one.value = '';
  });
  await page.select('.filter select', 'waits');
  expect(await page.$eval('.services tbody tr:not([hidden]) th', (one) => one.textContent)).toBe('Shop');
});

test('a task says what it takes and why it is there, by pointer and by keyboard', async () => {
  const page = await shownPlan(SMALL);
  const note = () => page.$eval('#note', (one) => one.textContent);
  await page.hover('.t');
  expect(await note()).toContain('512 CPU, 1024 MiB; on Group m5.large in eu-west-1a');
  expect(await note()).toContain('All its tasks go to Group. All 2 instances could take it. Zone eu-west-1a had');
  await page.focus('.t[tabindex="0"]');
  await page.keyboard.press('End');
  expect(await note()).toContain('Worker takes 256 CPU');
  expect(await note()).toMatch(/fewest tasks of the service/);
  expect(await page.$$eval('.scene:not([hidden]) .zone:first-of-type .t[tabindex="0"]', (all) => all.length)).toBe(1);
  await page.keyboard.press('Escape');
  expect(await note()).toBe('');
});

test.each([
  [1280, 'light'],
  [1280, 'dark'],
  [360, 'light'],
] as const)('nobody is kept out at %d pixels, %s', async (width, scheme) => {
  const page = await shownPlan(SMALL, width);
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  expect(await seriousViolations(page)).toEqual([]);
  await page.click('.choice input:not(:checked)');
  await page.hover('.scene:not([hidden]) .t');
  expect(await seriousViolations(page)).toEqual([]);
  const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
  expect(await page.evaluate(overflow)).toBeLessThanOrEqual(0);
});

test('an instance on which no task fits any more is called full', async () => {
  const page = await shownPlan(SMALL);
  const full = `[...document.querySelectorAll('.scene:not([hidden]) .instance[data-full]')].map((one) => one.textContent)`;
  expect(await page.evaluate(full)).toEqual([]);
  await page.click('.choice input:not(:checked)');
  // Of each 2048 CPU units 256 are left, which take a worker; none with a third shop.
  expect(await page.evaluate(full)).toEqual([]);
  const whole = await shownPlan(fleetTemplate({ max: 1, rest: serviceTemplate('Web', 1024, 512, managed(2)) }));
  expect(await whole.evaluate(full)).toEqual([expect.stringContaining('full')]);
});

test('sixty tasks on one instance are all to be seen', async () => {
  const page = await shownPlan(fleetTemplate({ max: 1, rest: serviceTemplate('Web', 32, 64, managed(60)) }));
  const hold = await page.$eval('.hold', (one) => one.getBoundingClientRect().right);
  const ends = await page.$$eval('.t', (all) => all.map((one) => one.getBoundingClientRect().right));
  expect(ends).toHaveLength(60);
  expect(Math.max(...ends)).toBeLessThanOrEqual(hold);
});

test('the theme can be turned', async () => {
  const page = await shownPlan(SMALL);
  const ground = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
  const before = await ground();
  await page.click('#theme');
  expect(await ground()).not.toBe(before);
  expect(await seriousViolations(page)).toEqual([]);
});

test('on paper both counts are drawn, and nothing that only a screen can do', async () => {
  const page = await shownPlan(SMALL);
  await page.emulateMediaType('print');
  expect(await page.evaluate(shown('.scene'))).toBe(2);
  expect(await page.evaluate(shown('#theme, .filter, .choice, nav'))).toBe(0);
});

test('names from a template are text, whatever they look like', async () => {
  const id = '<!--<script><img src=x onerror=alert(1)>"\'&';
  const metadata = `  Worker: {Metadata: {"aws:cdk:path": ${JSON.stringify(`${id}/Resource`)}}, `;
  const hostile = SMALL.replace('  Worker: {', metadata);
  const page = await shownPlan(hostile);
  expect(await page.$$eval('.services th[scope=row]', (all) => all.map((one) => one.textContent))).toContain(id);
  expect(await page.$('img')).toBeNull();
});

test('5,000 tasks on 500 instances: what is not on the screen costs nothing, and a filter touches rows only', async () => {
  const page = await shownPlan(fleetTemplate({ max: 600, rest: services(50, 200, 100) }));
  expect(await page.$$eval('.t', (all) => all.length)).toBe(5000);
  expect(await page.$$eval('.instance', (all) => all.length)).toBe(500);
  // Boxes far below are laid out only when they come near.
  const skipped = `[...document.querySelectorAll('.instance')].filter((one) => !one.firstChild.checkVisibility({ contentVisibilityAuto: true })).length`;
  expect(await page.evaluate(skipped)).toBeGreaterThan(400);
  await page.evaluate(`globalThis.changed = 0; new MutationObserver((all) => { changed += all.length; })
    .observe(document.querySelector('.fleet'), { subtree: true, childList: true, attributes: true })`);
  await page.type('.filter input', 'Web49');
  await page.click('.services tbody tr:not([hidden]) .pick');
  expect(await page.evaluate('changed')).toBe(0);
});
