/** What the handler told CloudFormation, and every call it made of the AWS SDK, in order. */
export interface InlineRun {
  readonly answer: {
    readonly Status: 'SUCCESS' | 'FAILED';
    readonly Reason?: string;
    readonly PhysicalResourceId: string;
  };
  readonly calls: readonly {
    readonly command: string;
    readonly input: Record<string, unknown>;
    readonly client: unknown;
  }[];
  /** How often the handler waited. */
  readonly waits: number;
}

type Reply = (command: string, input: Record<string, unknown>, callsBefore: number) => unknown;

/**
 * Runs the source of an inline function as Lambda would, with a fake SDK that `reply` answers for, a fake clock, and
 * a fake place to send the answer.
 */
export async function runInline(
  source: string,
  event: { readonly RequestType: string; readonly ResourceProperties: Record<string, unknown> },
  reply: Reply,
): Promise<InlineRun> {
  const calls: { command: string; input: Record<string, unknown>; client: unknown }[] = [];
  const answers: string[] = [];
  let waits = 0;

  const client = class {
    constructor(readonly config: unknown) {}
    async send({ command, input }: { command: string; input: Record<string, unknown> }): Promise<unknown> {
      calls.push({ command, input, client: this.config });
      return reply(command, input, calls.length - 1);
    }
  };
  /** Each name that ends in Client is a client, each that ends in Command a command. */
  const sdk = new Proxy(
    {},
    {
      get: (_, name: string) =>
        name.endsWith('Client')
          ? client
          : function Command(this: object, input: Record<string, unknown>) {
              return { command: name.replace(/Command$/, ''), input };
            },
    },
  );
  const required: string[] = [];
  const fakes = {
    require: (name: string) => {
      required.push(name);
      return sdk;
    },
    fetch: async (url: string, { body }: { body: Uint8Array }) => {
      expect(url).toBe('https://answer.example/');
      answers.push(Buffer.from(body).toString());
    },
    setTimeout: (resolve: () => void) => {
      waits += 1;
      resolve();
    },
    console: { error: () => {} },
  };
  const module: { handler?: (event: unknown) => Promise<void> } = {};
  new Function(...Object.keys(fakes), 'exports', source)(...Object.values(fakes), module);
  await module.handler!({
    ...event,
    ResponseURL: 'https://answer.example/',
    StackId: 's',
    RequestId: 'r',
    LogicalResourceId: 'l',
  });

  for (const name of required) expect(name).toMatch(/^@aws-sdk\/client-[a-z-]+$/);
  expect(answers).toHaveLength(1);
  return { answer: JSON.parse(answers[0]!), calls, waits };
}
