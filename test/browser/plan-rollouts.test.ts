import { join } from 'node:path';
import { run } from '../bin/run';
import { fixture } from '../simulation/fixture';
import { seriousViolations, startBrowser, type TestBrowser } from './browser';

let browser: TestBrowser;

beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());
afterEach(() => expect(browser.complaints).toEqual([]));

async function planned(name: string) {
  const file = `${name}.html`;
  expect(run(['plan', fixture(name), '--html', join(browser.folder, file)]).err).toBe('');
  return browser.open(file);
}

// As public AWS CDK examples have them: their rolling update can never finish.
test.each(['one-port', 'one-instance-each'])(
  'the plan of %s shows its rollout at the step where it sticks',
  async (name) => {
    const page = await planned(name);
    await page.$eval('#rollouts', (one) => one.scrollIntoView());
    await page.waitForSelector('#rollouts details[open] .tl-live:not([hidden])');
    expect(await page.$eval('#rollouts .tl-here', (one) => one.textContent)).toContain('sticks here');
    expect(await page.$eval('#rollouts .tl-stuck', (one) => one.textContent)).toContain('TCP port 8080 is taken');
    await page.close();
  },
);

test('rollouts that finish are closed, and come to life when they are opened', async () => {
  const page = await planned('shop');
  const parts = await page.$$('#rollouts details.rollout');
  expect(parts.length).toBe(3);
  expect(await page.$('#rollouts details.rollout[open]')).toBeNull();
  expect(await page.$('#rollouts .tl-live:not([hidden])')).toBeNull();
  await page.click('#rollouts details.rollout > summary');
  await page.waitForSelector('#rollouts .tl-live:not([hidden])');
  expect(await page.$$eval('#rollouts .tl-live:not([hidden])', (all) => all.length)).toBe(1);
  await page.focus('#rollouts details[open] .tl-controls input');
  await page.keyboard.press('ArrowRight');
  expect(await page.$eval('#rollouts details[open] .tl-said', (one) => one.textContent)).toContain('starts');
  expect(await seriousViolations(page)).toEqual([]);
  await page.close();
});
