import {
  BatchGetImageCommand,
  DescribeImagesCommand,
  DescribePullThroughCacheRulesCommand,
  DescribeRegistryCommand,
  DescribeRepositoriesCommand,
  ECRClient,
  GetLifecyclePolicyCommand,
} from '@aws-sdk/client-ecr';
import { ListClustersCommand } from '@aws-sdk/client-ecs';
import { mockClient } from 'aws-sdk-client-mock';
import { auditImages, type Clients, diagnose, OperationError, preflight } from '../../../../lib/operations';
import { seededRandom } from '../../../../lib/placement';
import { DEFAULT_MODEL_ASSUMPTIONS, isObject, Model, parseText, TemplateSet } from '../../../../lib/template';
import {
  api,
  healthy,
  instance,
  instancesAre,
  lacking,
  servicesAre,
  stopped,
  task,
  tasksAre,
} from '../../diagnose/stage';
import { arn, testClients } from '../../test-clients';
import { Misfortune, ratesFrom } from '../faults';
import { forSeeds } from '../for-seeds';
import { VirtualClock } from '../virtual-clock';
import { faultyClients } from './faulty-clients';

// What only reads answers as it does without faults, says what it could not look at, or says in one error why not.

const RUNS = 120;

const ecr = mockClient(ECRClient);
const web = '111122223333.dkr.ecr.eu-west-1.amazonaws.com/web';

beforeEach(() => {
  healthy();
  // A task too many for the instance, and one that has failed.
  servicesAre(lacking);
  instancesAre({ ...instance, agentConnected: false });
  tasksAre('RUNNING', task);
  tasksAre('STOPPED', stopped('old', { stoppedReason: 'Essential container in task exited' }));
  api.ecs.on(ListClustersCommand).resolves({ clusterArns: [arn.cluster('Shop')] });
  ecr.reset();
  ecr.on(DescribeRegistryCommand).resolves({ registryId: '111122223333' });
  ecr.on(DescribeRepositoriesCommand).resolves({ repositories: [{ repositoryName: 'web' }] });
  ecr.on(DescribeImagesCommand).resolves({
    imageDetails: [{ imageDigest: 'sha256:1', imageTags: ['v1'], imagePushedAt: new Date(0) }],
  });
  ecr.on(BatchGetImageCommand).resolves({ images: [] });
  ecr.on(DescribePullThroughCacheRulesCommand).resolves({ pullThroughCacheRules: [] });
  ecr.on(GetLifecyclePolicyCommand).resolves({
    lifecyclePolicyText: JSON.stringify({
      rules: [
        {
          rulePriority: 1,
          selection: { tagStatus: 'any', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 1 },
          action: { type: 'expire' },
        },
      ],
    }),
  });
});

/** What a verb finds; none if it ended by an error that says why. */
async function through<T>(seed: number, look: (clients: Clients, clock: VirtualClock) => Promise<T>) {
  const random = seededRandom(seed);
  const clock = new VirtualClock();
  const misfortune = new Misfortune(ratesFrom(random, 0.08), clock, random);
  try {
    const found = await look(faultyClients(testClients(), misfortune, clock), clock);
    return { seed, found, faults: misfortune.faults };
  } catch (error) {
    if (!(error instanceof OperationError)) throw error;
    expect(error.message).not.toMatch(/\n/);
    return { seed, faults: misfortune.faults };
  }
}

test.each([
  { timeoutSeconds: 30, whole: 0.9, ended: 0 },
  // Without asking again.
  { timeoutSeconds: 0, whole: 0.25, ended: 0.1 },
])(
  `diagnose, ${RUNS} times, $timeoutSeconds s of trouble`,
  async ({ timeoutSeconds, whole, ended }) => {
    const look = async (clients: Clients) => {
      const clock = new VirtualClock(now);
      const { causes, notLookedAt } = await diagnose(clients, { cluster: 'Shop' }, { clock, timeoutSeconds });
      return { codes: causes.map(({ code }) => code), isWhole: notLookedAt.length === 0 };
    };
    const clean = await look(testClients());
    expect(clean.codes.length).toBeGreaterThan(1);
    expect(clean.isWhole).toBe(true);
    const outcomes = await forSeeds(RUNS, 4, (seed) => through(seed, look));
    for (const { seed, found } of outcomes) {
      if (found?.isWhole) expect([seed, found]).toEqual([seed, clean]);
      else if (found) expect(clean.codes).toEqual(expect.arrayContaining(found.codes));
    }
    expect(outcomes.filter(({ found }) => found?.isWhole).length).toBeGreaterThan(RUNS * whole);
    expect(outcomes.filter(({ found }) => !found).length).toBeGreaterThanOrEqual(RUNS * ended);
  },
  60_000,
);

test(`audit-images, ${RUNS} times`, async () => {
  tasksAre('RUNNING', { ...task, containers: [{ image: `${web}:v1`, imageDigest: 'sha256:1' }] });
  const look = (clients: Clients, clock = new VirtualClock(now)) => auditImages(clients, {}, { clock });
  const clean = await look(testClients());
  expect(clean.images.map(({ fate }) => fate.code)).not.toEqual(['kept']);
  const outcomes = await forSeeds(RUNS, 4, (seed) => through(seed, (clients) => look(clients)));
  for (const { seed, found } of outcomes) if (found) expect([seed, found]).toEqual([seed, clean]);
  expect(outcomes.filter(({ found }) => found).length).toBeGreaterThan(RUNS / 4);
  expect(outcomes.filter(({ found }) => !found).length).toBeGreaterThan(RUNS / 10);
}, 60_000);

const TEMPLATE = `
Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties: { ContainerDefinitions: [{ Name: web, Image: ${web}:v1, Memory: 128 }, { Name: two, Image: ${web}:v2, Memory: 128 }] }
`;

test(`preflight, ${RUNS} times`, async () => {
  const template = parseText('t.yaml', TEMPLATE);
  if (!isObject(template)) throw new Error('not a template');
  const model = new Model(
    new TemplateSet([{ id: 't', file: 't', template, region: 'eu-west-1' }]),
    DEFAULT_MODEL_ASSUMPTIONS,
  );
  ecr
    .on(DescribeImagesCommand, { imageIds: [{ imageTag: 'v2' }] })
    .rejects(Object.assign(new Error('no such image'), { name: 'ImageNotFoundException' }));
  const look = async (clients: Clients, clock: VirtualClock) => {
    const { results } = await preflight(clients, model, { clock });
    return results.map(({ check, subject, outcome }) => {
      const doubt = outcome.state === 'unknown' && outcome.why.code === 'no-answer';
      return { check, subject, state: doubt ? 'no-answer' : outcome.state };
    });
  };
  const clean = await look(testClients(), new VirtualClock());
  expect(clean.map(({ state }) => state)).toContain('fails');
  const outcomes = await forSeeds(RUNS, 4, (seed) => through(seed, look));
  for (const { seed, found } of outcomes) {
    if (!found) continue;
    expect([seed, found.map(({ subject }) => subject)]).toEqual([seed, clean.map(({ subject }) => subject)]);
    const wrong = found.filter(({ state }, index) => state !== 'no-answer' && state !== clean[index]!.state);
    expect([seed, wrong]).toEqual([seed, []]);
  }
  // Trouble is ridden out, save where nobody answered the first call.
  expect(outcomes.filter(({ found }) => found).length).toBeGreaterThan(RUNS * 0.9);
  expect(outcomes.filter(({ faults }) => faults > 0).length).toBeGreaterThan(RUNS / 5);
}, 60_000);

const now = Date.UTC(2026, 0, 1);
