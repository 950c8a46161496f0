import { inlineHandler } from '../inline-resource/inline-handler';

/**
 * Turns the account setting `awsvpcTrunking` on for an instance role. Only a principal itself (or the root user) may
 * set its own, so the function takes on the role for the call. A role is new when this runs and IAM takes its time:
 * refusals are tried again for two minutes. Nothing is undone on deletion; the setting goes with the role.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PutAccountSetting.html
 */
export const TRUNKING_HANDLER = inlineHandler(
  `
const { ECSClient, PutAccountSettingCommand } = sdk('ecs');
const { AssumeRoleCommand, STSClient } = sdk('sts');

const put = async (RoleArn) => {
  const { Credentials } = await new STSClient({}).send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'trunking' }));
  const credentials = {
    accessKeyId: Credentials.AccessKeyId,
    secretAccessKey: Credentials.SecretAccessKey,
    sessionToken: Credentials.SessionToken,
  };
  const client = new ECSClient({ credentials });
  await client.send(new PutAccountSettingCommand({ name: 'awsvpcTrunking', value: 'enabled' }));
};

const act = async (event) => {
  if (event.RequestType === 'Delete') return;
  for (let attempt = 1; ; attempt++) {
    try {
      return await put(event.ResourceProperties.role);
    } catch (error) {
      if (!/AccessDenied/.test(error.name) || attempt === 24) throw error;
      await new Promise((resolve) => setTimeout(resolve, 5000));
    }
  }
};
`,
  'event.ResourceProperties.role',
);
