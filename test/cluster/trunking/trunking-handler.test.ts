import { TRUNKING_HANDLER } from '../../../lib/cluster/trunking/trunking-handler';
import { runInline } from '../inline-resource/run-inline';

const event = (RequestType: string) => ({ RequestType, ResourceProperties: { role: 'arn:role' } });
const session = { Credentials: { AccessKeyId: 'id', SecretAccessKey: 'secret', SessionToken: 'token' } };
const refused = () => {
  throw Object.assign(new Error('not yet'), { name: 'AccessDeniedException' });
};

test('the setting is put with the role itself: nobody else may', async () => {
  const { answer, calls } = await runInline(TRUNKING_HANDLER, event('Create'), () => session);
  expect(answer).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'arn:role' });
  expect(calls).toEqual([
    { command: 'AssumeRole', input: { RoleArn: 'arn:role', RoleSessionName: 'trunking' }, client: {} },
    {
      command: 'PutAccountSetting',
      input: { name: 'awsvpcTrunking', value: 'enabled' },
      client: { credentials: { accessKeyId: 'id', secretAccessKey: 'secret', sessionToken: 'token' } },
    },
  ]);
});

test('IAM takes its time with a new role: a refusal is tried again', async () => {
  const run = await runInline(TRUNKING_HANDLER, event('Create'), (_, __, before) => (before < 3 ? refused() : session));
  expect(run.answer.Status).toBe('SUCCESS');
  expect(run.waits).toBe(3);
});

test('but not for ever, and no other failure is', async () => {
  const forever = await runInline(TRUNKING_HANDLER, event('Create'), refused);
  expect(forever.answer).toMatchObject({ Status: 'FAILED', Reason: 'not yet' });
  expect(forever.waits).toBe(23);
  const other = await runInline(TRUNKING_HANDLER, event('Update'), () => {
    throw new Error('no such region');
  });
  expect(other.answer.Status).toBe('FAILED');
  expect(other.waits).toBe(0);
});

test('on Delete nothing is called: the setting goes with the role', async () => {
  const { answer, calls } = await runInline(TRUNKING_HANDLER, event('Delete'), () => session);
  expect(answer.Status).toBe('SUCCESS');
  expect(calls).toEqual([]);
});
