import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What is in the way of a call, with the words that AWS has for it. */
export interface Trouble {
  readonly status: number;
  /** The name of the error for services that answer in JSON, and for those that answer in XML. */
  readonly error?: readonly [json: string, xml: string];
  readonly message?: string;
  /** What is answered in the place of AWS. */
  readonly page?: string;
  /** Cuts the connection. */
  readonly cut?: true;
  /** Takes the request and never answers. */
  readonly silent?: true;
}

const ME = 'arn:aws:sts::111122223333:assumed-role/dev/me';

/** Each kind of trouble, for the call of an action as IAM names it. */
export const TROUBLES = {
  denied: (action: string) => ({
    status: 400,
    error: ['AccessDeniedException', action.startsWith('ec2:') ? 'UnauthorizedOperation' : 'AccessDenied'],
    message: `User: ${ME} is not authorized to perform: ${action} on resource: * because no identity-based policy allows the ${action} action`,
  }),
  forbidden: (action: string) => ({
    status: 400,
    error: ['AccessDeniedException', action.startsWith('ec2:') ? 'UnauthorizedOperation' : 'AccessDenied'],
    message: `User: ${ME} is not authorized to perform: ${action} on resource: * with an explicit deny in a service control policy`,
  }),
  expired: () => ({
    status: 400,
    error: ['ExpiredTokenException', 'ExpiredToken'],
    message: 'The security token included in the request is expired',
  }),
  unaccepted: () => ({
    status: 403,
    error: ['UnrecognizedClientException', 'InvalidClientTokenId'],
    message: 'The security token included in the request is invalid.',
  }),
  skewed: () => ({
    status: 403,
    error: ['InvalidSignatureException', 'SignatureDoesNotMatch'],
    message: 'Signature expired: 20260101T000000Z is now earlier than 20260101T001500Z (20260101T002000Z - 5 min.)',
  }),
  throttled: () => ({ status: 400, error: ['ThrottlingException', 'Throttling'], message: 'Rate exceeded' }),
  fault: () => ({ status: 500, error: ['ServerException', 'InternalFailure'], message: 'Please try again later.' }),
  proxy: () => ({ status: 403, page: '<html><body>Access blocked\n by your company</body></html>' }),
  cut: () => ({ status: 0, cut: true }),
} satisfies Readonly<Record<string, (action: string) => Trouble>>;

/** A connection is taken, and nothing comes of it: as behind a proxy or a firewall that drops what it does not let through. */
const SILENCE: Trouble = { status: 0, silent: true };

export type TroubleName = keyof typeof TROUBLES;

/** An answer of a call that goes well: an object for JSON, the inside of a result for XML. */
export type Answers = Readonly<Record<string, object | string>>;

const troubleOf = (trouble: TroubleName | 'silence', action: string): Trouble =>
  trouble === 'silence' ? SILENCE : TROUBLES[trouble](action);

/** A server that answers as AWS does, in the form of each service, until an action that it has trouble with. */
export async function troubledAws(answers: Answers, action?: string, trouble?: TroubleName | 'silence') {
  const called: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text) => {
      body += text;
    });
    request.on('end', () => {
      const { name, isJson } = callIn(request, body);
      called.push(name);
      const answer = answers[name];
      const inTheWay = name === action && trouble ? troubleOf(trouble, name) : undefined;
      if (inTheWay || answer === undefined) {
        answerTrouble(response, inTheWay ?? unexpected(name), isJson);
        return;
      }
      response.setHeader('content-type', isJson ? 'application/x-amz-json-1.1' : 'text/xml');
      response.end(typeof answer === 'string' ? xmlAnswer(name, answer) : JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    called,
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** The environment of a process that knows nothing of AWS but where it is. */
export const environmentOf = (endpoint: string) => ({
  AWS_ENDPOINT_URL: endpoint,
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'secret',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_MAX_ATTEMPTS: '1',
});

/** Which action is called: by a header where a service speaks JSON, by a field of the form where it speaks XML. */
function callIn(request: IncomingMessage, body: string): { readonly name: string; readonly isJson: boolean } {
  const target = request.headers['x-amz-target'];
  const [, service = '?'] = /\/([\w-]+)\/aws4_request/.exec(request.headers.authorization ?? '') ?? [];
  const operation = target ? String(target).split('.').pop() : new URLSearchParams(body).get('Action');
  return { name: `${service}:${operation}`, isJson: target !== undefined };
}

const unexpected = (name: string): Trouble => ({
  status: 400,
  error: ['InvalidParameterException', 'InvalidParameterValue'],
  message: `the test has no answer to ${name}`,
});

function answerTrouble(
  response: ServerResponse,
  { status, error, message, page, cut, silent }: Trouble,
  isJson: boolean,
): unknown {
  if (cut) return response.destroy();
  if (silent) return undefined;
  response.statusCode = status;
  if (page !== undefined || error === undefined) {
    response.setHeader('content-type', 'text/html');
    return response.end(page);
  }
  const [json, xml] = error;
  if (isJson) {
    response.setHeader('content-type', 'application/x-amz-json-1.1');
    return response.end(JSON.stringify({ __type: `com.amazonaws.service#${json}`, message }));
  }
  response.setHeader('content-type', 'text/xml');
  // EC2 puts its errors into a list; the older services do not. Each reads its own.
  const inner = `<Error><Type>Sender</Type><Code>${xml}</Code><Message>${message}</Message></Error>`;
  return response.end(`<ErrorResponse>${inner}<Errors>${inner}</Errors><RequestId>r-1</RequestId></ErrorResponse>`);
}

function xmlAnswer(name: string, inside: string): string {
  const operation = name.split(':')[1];
  if (name.startsWith('ec2:')) return `<${operation}Response>${inside}</${operation}Response>`;
  return `<${operation}Response><${operation}Result>${inside}</${operation}Result></${operation}Response>`;
}
