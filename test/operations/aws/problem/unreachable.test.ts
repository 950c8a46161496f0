import { http, node, saysOf } from './real-errors';

saysOf('region and endpoint', [
  ['Error', 'Region is missing', 'no-region', /give --region/],
  ['EndpointError', 'Invalid Configuration: Missing Region', 'no-region', /give --region/],
  [
    'Error',
    'Region not accepted: region="eu west 1" is not a valid hostname component.',
    'bad-region',
    /did you mean eu-west-1/,
  ],
  [
    'Error',
    'Region not accepted: region="/" is not a valid hostname component.',
    'bad-region',
    /write one such as eu-west-1/,
  ],
  [
    'EndpointError',
    'Invalid Configuration: FIPS and custom endpoint are not supported',
    'bad-endpoint',
    /AWS_ENDPOINT_URL/,
  ],
  ['TypeError', 'Invalid URL', 'bad-endpoint', /AWS_ENDPOINT_URL/, node('ERR_INVALID_URL')],
]);

saysOf('network', [
  [
    'Error',
    'getaddrinfo ENOTFOUND ecs.eu-wst-1.amazonaws.com',
    'unreachable',
    /region eu-wst-1 \(did you mean eu-west-1/,
    node('ENOTFOUND'),
  ],
  [
    'Error',
    'getaddrinfo EAI_AGAIN ecs.eu-west-1.amazonaws.com',
    'unreachable',
    /the region eu-west-1 and the network/,
    node('EAI_AGAIN'),
  ],
  [
    'Error',
    'getaddrinfo ENOTFOUND localstack',
    'unreachable',
    /check AWS_ENDPOINT_URL and the network/,
    node('ENOTFOUND'),
  ],
  [
    'Error',
    'connect ECONNREFUSED 127.0.0.1:4566',
    'unreachable',
    /check the network.*AWS_ENDPOINT_URL/,
    node('ECONNREFUSED'),
  ],
  ['TimeoutError', 'socket hang up', 'unreachable', /check the network/, node('ECONNRESET')],
  [
    'TimeoutError',
    '@smithy/node-http-handler - [ERROR] a request has exceeded the configured 20000 ms requestTimeout.',
    'unreachable',
    /proxy/,
    node('ETIMEDOUT'),
  ],
  ['Error', 'connect EHOSTUNREACH 10.0.0.1:443', 'unreachable', /network/, node('EHOSTUNREACH')],
  [
    'Error',
    'write EPROTO 80A0:error:0A00010B:SSL routines:ssl3_get_record:wrong version number',
    'unreachable',
    /network/,
    node('EPROTO'),
  ],
  [
    'Error',
    'self-signed certificate in certificate chain',
    'unreachable',
    /NODE_EXTRA_CA_CERTS/,
    node('SELF_SIGNED_CERT_IN_CHAIN'),
  ],
  [
    'Error',
    'unable to get local issuer certificate',
    'unreachable',
    /NODE_EXTRA_CA_CERTS/,
    node('UNABLE_TO_GET_ISSUER_CERT_LOCALLY'),
  ],
  ['Error', 'certificate has expired', 'unreachable', /NODE_EXTRA_CA_CERTS/, node('CERT_HAS_EXPIRED')],
  [
    'Error',
    "Hostname/IP does not match certificate's altnames",
    'unreachable',
    /NODE_EXTRA_CA_CERTS/,
    node('ERR_TLS_CERT_ALTNAME_INVALID'),
  ],
  [
    'SyntaxError',
    `Unexpected token '<', "<html>login"... is not valid JSON\n  Deserialization error: to see the raw response, inspect the hidden field`,
    'unreachable',
    /HTTP 403, no JSON, which is none of AWS; check AWS_ENDPOINT_URL/,
    http(403),
  ],
  ['Unknown', 'UnknownError', 'unreachable', /HTTP 302, which is none of AWS/, http(302)],
]);
