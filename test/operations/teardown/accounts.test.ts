import { planTeardown, type TeardownEnd, type TeardownPlan, teardown } from '../../../lib/operations';
import { seededRandom } from '../../../lib/placement';
import { VirtualClock } from '../faults/virtual-clock';
import { type Around, emulatedClients } from './account/emulated-clients';
import { randomAccount } from './account/random-account';
import type { World } from './account/world';

const ACCOUNTS = 240;
const TIMEOUT = 3600;

/** A seed whose account takes nearly every call. */
const EVERY_KIND = 165;

/** An account, and how a teardown of it goes. */
class Course {
  readonly clock = new VirtualClock();
  readonly world: World;
  calls = 0;
  plan?: TeardownPlan;
  end?: TeardownEnd;
  seconds = 0;

  constructor(readonly seed: number) {
    this.world = randomAccount(seed, this.clock.now());
  }

  /** Plans and, if nothing is in the way, takes down. */
  async run(around?: Around, signal?: AbortSignal): Promise<this> {
    const clients = emulatedClients(this.world, this.clock, (call, method, input) => {
      this.calls++;
      return around ? around(call, method, input) : call();
    });
    const began = this.clock.now();
    const { clock } = this;
    this.plan = await planTeardown(clients, { stack: 'Shop' });
    if (this.plan.obstacles.length === 0) {
      this.end = await teardown(clients, this.plan, { clock, timeoutSeconds: TIMEOUT, ...(signal && { signal }) });
    }
    this.seconds = (clock.now() - began) / 1000;
    return this;
  }

  get resources() {
    return this.world.stacks.flatMap(({ name, resources }) => (name === 'Other' ? [] : resources));
  }
}

/** What is wrong with how a course ended; nothing is what it should be. */
function faultsOf({ world, plan, end, seconds, resources, seed }: Course): readonly string[] {
  const wrong = world.violations.map((what) => `the stack was deleted while ${what}`);
  const must = (holds: boolean, what: string) => holds || wrong.push(what);
  must(seconds <= TIMEOUT + 5, `it took ${seconds} s`);
  if (plan!.obstacles.length > 0) {
    must(world.changes.length === 0, `refused, it changed ${world.changes[0]}`);
    return wrong.map((what) => `seed ${seed}: ${what}`);
  }
  const undeletable = resources.filter((one) => one.undeletable).map(({ logicalId }) => logicalId);
  must(end!.code === (undeletable.length > 0 ? 'failed' : 'gone'), `it ended ${JSON.stringify(end)}`);
  if (end!.code === 'failed') {
    const told = end!.resources.map(
      ({ logicalId, reason }) => `${logicalId.split('/').at(-1)} ${reason !== undefined}`,
    );
    must(
      told.sort().join() ===
        undeletable
          .map((id) => `${id} true`)
          .sort()
          .join(),
      `it told of ${told.join()}`,
    );
  }
  if (end!.code === 'gone') {
    const left = resources.filter(
      ({ status, policy }) => status !== (policy === 'Retain' ? 'DELETE_SKIPPED' : 'DELETE_COMPLETE'),
    );
    must(left.length === 0, `it left ${left.map(({ logicalId }) => logicalId).join()}`);
    must(world.tasksThere().length === 0 && world.instances.length === 0, 'it left tasks or instances');
    must(end!.retained.length === resources.filter(({ policy }) => policy === 'Retain').length, 'it lost what stays');
  }
  return wrong.map((what) => `seed ${seed}: ${what}`);
}

/** Takes away what kept resources from being deleted. */
function mend({ resources }: Course): void {
  for (const one of resources) delete one.undeletable;
}

const killed = Object.assign(new Error('killed'), { name: 'AbortError' });

/** Ends the process at a call, before it is carried out or after. */
function killedAt(call: number, isAfter: boolean): Around {
  let made = 0;
  return (carryOut) => {
    if (++made !== call) return carryOut();
    try {
      if (isAfter) carryOut();
    } finally {
      // biome-ignore lint/correctness/noUnsafeFinally: whoever is killed does not hear of a refusal
      throw killed;
    }
  };
}

describe(`${ACCOUNTS} accounts`, () => {
  const courses: Course[] = [];

  beforeAll(async () => {
    for (let seed = 1; seed <= ACCOUNTS; seed++) courses.push(await new Course(seed).run());
  }, 240_000);

  test('each ends with all gone, or with what cannot be; and no deletion begins too early', () => {
    expect(courses.flatMap(faultsOf)).toEqual([]);
  });

  test('they meet every obstacle and every end', () => {
    const codes = courses.flatMap(({ plan }) => plan!.obstacles.map(({ code }) => code));
    expect(new Set(codes)).toEqual(
      new Set(['termination-protection', 'imported', 'foreign-services', 'foreign-instances', 'group-protection']),
    );
    const ends = courses.map(({ end }) => end?.code);
    expect(ends.filter((code) => code === 'gone').length).toBeGreaterThan(ACCOUNTS / 4);
    expect(ends.filter((code) => code === 'failed').length).toBeGreaterThan(ACCOUNTS / 4);
    const calls = new Set(courses.flatMap(({ world }) => world.changes));
    expect([...calls].sort()).toEqual([
      ...['completeLifecycleAction', 'deleteService', 'deleteStack', 'deleteWarmPool', 'deregisterContainerInstance'],
      ...['exitStandby', 'registerScalableTarget', 'resumeProcesses', 'setInstanceProtection', 'stopTask'],
      ...['updateAutoScalingGroup', 'updateService', 'updateTaskProtection'],
    ]);
  });

  test('killed at any call, a second run finishes', async () => {
    const wrong: string[] = [];
    let kills = 0;
    for (const { seed, calls, plan } of courses) {
      if (plan!.obstacles.length > 0) continue;
      const random = seededRandom(seed + 1_000);
      const again = new Course(seed);
      const at = 1 + Math.floor(random() * calls);
      await expect(again.run(killedAt(at, random() < 0.5))).rejects.toBe(killed);
      kills++;
      await again.run();
      wrong.push(...faultsOf(again).map((what) => `killed at ${at}: ${what}`));
    }
    expect(wrong).toEqual([]);
    expect(kills).toBeGreaterThan(ACCOUNTS / 2);
  }, 240_000);

  test('what could not be deleted goes with a second run, once it is mended', async () => {
    const failed = courses.filter(({ end }) => end?.code === 'failed');
    failed.forEach(mend);
    for (const course of failed) await course.run();
    expect(failed.flatMap(faultsOf)).toEqual([]);
    expect(failed.map(({ end }) => end!.code)).toEqual(failed.map(() => 'gone'));
  });
});

test('killed at each call of one account, a second run finishes', async () => {
  const wrong: string[] = [];
  const { calls } = await new Course(EVERY_KIND).run();
  for (let at = 1; at <= calls; at++) {
    const again = new Course(EVERY_KIND);
    await expect(again.run(killedAt(at, at % 2 === 0))).rejects.toBe(killed);
    wrong.push(...faultsOf(await again.run()).map((what) => `killed at ${at}: ${what}`));
  }
  expect(wrong).toEqual([]);
}, 240_000);

test('interrupted, it says what it waited for, and a second run finishes', async () => {
  const course = new Course(2);
  const stop = new AbortController();
  let made = 0;
  await course.run((call) => {
    if (++made === 60) stop.abort();
    return call();
  }, stop.signal);
  expect(course.end).toMatchObject({ code: 'interrupted', waiting: { code: expect.any(String) } });
  await course.run();
  expect(faultsOf(course)).toEqual([]);
});
