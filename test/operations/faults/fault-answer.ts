import type { IncomingHttpHeaders } from 'node:http';

/** An answer as it goes over the wire. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: Buffer | string;
}

/** What each kind of service calls the same trouble. */
const NAMES = {
  json: { throttled: 'ThrottlingException', expired: 'ExpiredTokenException', failed: 'ServerException' },
  query: { throttled: 'Throttling', expired: 'ExpiredToken', failed: 'InternalFailure' },
  ec2: { throttled: 'RequestLimitExceeded', expired: 'RequestExpired', failed: 'InternalError' },
};

const STATUS = { throttled: 400, expired: 400, failed: 500 };

/** The protocol of a request: AWS JSON names its target, EC2's own query protocol its version. */
function protocolOf(headers: IncomingHttpHeaders, body: Buffer): keyof typeof NAMES {
  if (headers['x-amz-target'] !== undefined) return 'json';
  return body.includes('Version=2016-11-15') ? 'ec2' : 'query';
}

/** An error as the service that was asked would word it. */
export function errorAnswer(
  fault: 'throttled' | 'expired' | 'failed',
  headers: IncomingHttpHeaders,
  body: Buffer,
): WireAnswer {
  const protocol = protocolOf(headers, body);
  const code = NAMES[protocol][fault];
  const xml = `<Code>${code}</Code><Message>as this test has it</Message>`;
  const bodies = {
    json: JSON.stringify({ __type: code, message: 'as this test has it' }),
    query: `<ErrorResponse><Error><Type>Sender</Type>${xml}</Error><RequestId>1</RequestId></ErrorResponse>`,
    ec2: `<Response><Errors><Error>${xml}</Error></Errors><RequestID>1</RequestID></Response>`,
  };
  const contentType = protocol === 'json' ? 'application/x-amz-json-1.1' : 'text/xml';
  return { status: STATUS[fault], headers: { 'content-type': contentType }, body: bodies[protocol] };
}

/** What a load balancer in between says when it reaches nobody. */
export const GATEWAY_ANSWER: WireAnswer = {
  status: 502,
  headers: { 'content-type': 'text/html' },
  body: '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body><center><h1>502 Bad Gateway</h1></center><hr></body>\r\n</html>\r\n',
};
