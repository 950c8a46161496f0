import { node, saysOf } from './real-errors';

const signed = (what: string) =>
  `Signature ${what}: 20260101T000000Z is now earlier than 20260101T001500Z (20260101T002000Z - 5 min.)`;

saysOf('credentials', [
  [
    'CredentialsProviderError',
    'Could not load credentials from any providers',
    'no-credentials',
    /log in \(aws sso login, aws configure\) or give --profile/,
  ],
  [
    'CredentialsProviderError',
    'Could not resolve credentials using profile: [shpo] in configuration/credentials file(s).',
    'no-credentials',
    /\[shpo\].*aws configure list-profiles/,
  ],
  ['CredentialsProviderError', 'Profile shpo was not found.', 'no-credentials', /aws configure list-profiles/],
  [
    'CredentialsProviderError',
    'Profile shop requires multi-factor authentication, but no MFA code callback was provided.',
    'no-credentials',
    /aws configure export-credentials/,
  ],
  [
    'CredentialsProviderError',
    'Command failed: /opt/login --json\nno network',
    'no-credentials',
    /Command failed: \/opt\/login --json no network; run the credential_process/,
  ],
  ['Error', 'Profile shop credential_process returned invalid JSON.', 'no-credentials', /run the credential_process/],
  [
    'Error',
    'Profile shop credential_process returned expired credentials.',
    'expired-credentials',
    /repeat the command$/,
  ],
  [
    'CredentialsProviderError',
    'The SSO session associated with this profile has expired. To refresh this SSO session run aws sso login with the corresponding profile.',
    'expired-credentials',
    /log in again \(aws sso login\)/,
  ],
  [
    'CredentialsProviderError',
    'The SSO session associated with this profile is invalid. To refresh this SSO session run aws sso login with the corresponding profile.',
    'expired-credentials',
    /aws sso login/,
  ],
  [
    'TokenProviderError',
    "Token is expired. To refresh this SSO session run 'aws sso login' with the corresponding profile.",
    'expired-credentials',
    /aws sso login/,
  ],
  [
    'CredentialsProviderError',
    'The SSO session token associated with profile=shop was not found or is invalid. To refresh this SSO session run aws sso login',
    'expired-credentials',
    /\(aws sso login --profile shop\)/,
  ],
  [
    'CredentialsProviderError',
    'UnauthorizedException: Session token not found or invalid',
    'expired-credentials',
    /aws sso login/,
  ],
  [
    'CredentialsProviderError',
    'Failed to load a token for session x, please re-authenticate using aws login',
    'expired-credentials',
    /log in again \(aws login\)/,
  ],
  [
    'ProviderError',
    'TimeoutError from instance metadata service',
    'no-credentials',
    /give the instance or the task a role/,
  ],
  ['ProviderError', 'connect ECONNREFUSED 169.254.170.2:80', 'no-credentials', /role/],
  [
    'Error',
    "ENOENT: no such file or directory, open '/var/run/secrets/token'",
    'no-credentials',
    /log in/,
    node('ENOENT'),
  ],
  ['Error', 'Resolved credential object is not valid', 'no-credentials', /log in/],
  [
    'ExpiredTokenException',
    'The security token included in the request is expired',
    'expired-credentials',
    /set all three anew/,
  ],
  [
    'ExpiredToken',
    'The security token included in the request is expired',
    'expired-credentials',
    /then repeat the command/,
  ],
  ['RequestExpired', 'Request has expired.', 'expired-credentials', /then repeat the command/],
  [
    'UnrecognizedClientException',
    'The security token included in the request is invalid.',
    'invalid-credentials',
    /not enabled for the account/,
  ],
  [
    'InvalidClientTokenId',
    'The security token included in the request is invalid.',
    'invalid-credentials',
    /check the access key/,
  ],
  [
    'AuthFailure',
    'AWS was not able to validate the provided access credentials',
    'invalid-credentials',
    /check the access key/,
  ],
  [
    'SignatureDoesNotMatch',
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key',
    'invalid-credentials',
    /access key/,
  ],
  [
    'IncompleteSignatureException',
    'Credential must have exactly 5 slash-delimited elements',
    'invalid-credentials',
    /access key/,
  ],
  ['MissingAuthenticationTokenException', 'Missing Authentication Token', 'invalid-credentials', /access key/],
  [
    'OptInRequired',
    'You are not subscribed to this service. Please go to http://aws.amazon.com to subscribe.',
    'invalid-credentials',
    /not enabled/,
  ],
  [
    'InvalidIdentityToken',
    'No OpenIDConnect provider found in your account for https://token.actions.githubusercontent.com',
    'invalid-credentials',
    /OpenIDConnect/,
  ],
]);

saysOf('clock', [
  ['InvalidSignatureException', signed('expired'), 'clock-skew', /set the clock/],
  [
    'InvalidSignatureException',
    'Signature not yet current: 20260101T010000Z is still later than 20260101T001500Z',
    'clock-skew',
    /set the clock/,
  ],
  ['SignatureDoesNotMatch', signed('expired'), 'clock-skew', /set the clock/],
  [
    'RequestTimeTooSkewed',
    'The difference between the request time and the current time is too large.',
    'clock-skew',
    /set the clock/,
  ],
  ['RequestInTheFuture', 'Request timestamp is in the future', 'clock-skew', /set the clock/],
]);
