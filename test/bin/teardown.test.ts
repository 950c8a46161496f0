import {
  CloudFormationClient,
  DeleteStackCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  ListStackResourcesCommand,
} from '@aws-sdk/client-cloudformation';
import { Ajv } from 'ajv';
import { mockClient } from 'aws-sdk-client-mock';
import schema from '../../schema/teardown-v1.json';
import { runLive } from './run';

const cloudFormation = mockClient(CloudFormationClient);
const args = ['teardown', 'Shop', '--region', 'eu-west-1'];

/** A stack with nothing in it. */
function stackThatIs(given: { EnableTerminationProtection?: boolean } = {}): void {
  const shop = { StackId: 'id', StackName: 'Shop', CreationTime: new Date(0), ...given };
  let StackStatus: 'CREATE_COMPLETE' | 'DELETE_COMPLETE' = 'CREATE_COMPLETE';
  cloudFormation.on(DescribeStacksCommand).callsFake(() => ({ Stacks: [{ ...shop, StackStatus }] }));
  cloudFormation.on(DeleteStackCommand).callsFake(() => {
    StackStatus = 'DELETE_COMPLETE';
    return {};
  });
}

beforeEach(() => {
  cloudFormation.reset();
  cloudFormation.on(ListStackResourcesCommand).resolves({});
  cloudFormation.on(GetTemplateCommand).resolves({ TemplateBody: '{}' });
  stackThatIs();
});

/** Everything that was called. */
const called = () => cloudFormation.calls().map(({ args }) => args[0].constructor.name);

const isDeleted = () => cloudFormation.commandCalls(DeleteStackCommand).length > 0;

test('outside a terminal it shows what it would do, and needs --yes', async () => {
  const { code, out } = await runLive(args);
  expect(code).toBe(2);
  expect(out).toContain('Takes down stack Shop');
  expect(called().filter((name) => !/^(Describe|List|Get)/.test(name))).toEqual([]);
  expect(called().length).toBeGreaterThan(0);
});

test('with --yes it deletes; repeated, it has nothing to do', async () => {
  expect(await runLive([...args, '--yes'])).toMatchObject({
    code: 0,
    out: expect.stringContaining('the stack is deleted'),
  });
  expect(await runLive(args)).toMatchObject({ code: 0, out: 'Stack Shop is deleted already.\n' });
});

test('with something in the way it changes nothing, whoever agrees', async () => {
  stackThatIs({ EnableTerminationProtection: true });
  const { code, out } = await runLive([...args, '--yes']);
  expect(code).toBe(1);
  expect(out).toMatch(/In the way: its termination protection; .* --stack-name Shop\)/);
  expect(isDeleted()).toBe(false);
});

test('a dry run only shows the plan, as data where that is asked for, and needs nobody to agree', async () => {
  const { code, out } = await runLive([...args, '--dry-run', '--format', 'json']);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ version: 1, stackName: 'Shop', obstacles: [], services: [] });
  const validate = new Ajv().compile(schema);
  expect([validate(JSON.parse(out)), validate.errors]).toEqual([true, null]);
  expect(validate({ ...JSON.parse(out), obstacles: [{ code: 'other' }] })).toBe(false);
  expect((await runLive([...args, '--dry-run'])).out).toContain('Takes down stack Shop');
  stackThatIs({ EnableTerminationProtection: true });
  expect((await runLive([...args, '--dry-run', '--yes'])).code).toBe(1);
  expect(isDeleted()).toBe(false);
});

test('a course as data is refused', async () => {
  expect(await runLive([...args, '--yes', '--format', 'json'])).toMatchObject({
    code: 2,
    out: '',
    err: expect.stringContaining('--dry-run'),
  });
  expect(isDeleted()).toBe(false);
});

test('whoever sits at the terminal and does not agree has changed nothing', async () => {
  expect((await runLive(args, { person: { ask: async () => 'no' } })).code).toBe(1);
  expect(isDeleted()).toBe(false);
});
