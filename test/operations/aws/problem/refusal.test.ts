import { http, saysOf } from './real-errors';

saysOf('the service', [
  ['ThrottlingException', 'Rate exceeded', 'throttled', /wait a minute/],
  ['Throttling', 'Rate exceeded', 'throttled', /wait a minute/],
  ['RequestLimitExceeded', 'Request limit exceeded.', 'throttled', /wait a minute/],
  ['TooManyRequestsException', 'Rate exceeded', 'throttled', /wait a minute/],
  ['Unknown', 'UnknownError', 'throttled', /wait a minute/, http(429)],
  [
    'ServerException',
    'Service Unavailable. Please try again later.',
    'service-fault',
    /health\.aws\.amazon\.com/,
    http(500),
  ],
  ['InternalFailure', 'The request processing has failed', 'service-fault', /repeat the command/],
  [
    'SyntaxError',
    `Unexpected token '<', "<html>busy" is not valid JSON`,
    'service-fault',
    /repeat the command/,
    http(503),
  ],
  ['ClusterNotFoundException', 'Cluster not found.', 'refused', /check the name of the cluster and the region/],
  ['ServiceNotFoundException', 'Service not found.', 'refused', /check the name of the service/],
  ['ServiceNotActiveException', 'Service was not ACTIVE.', 'refused', /create it anew/],
  [
    'InvalidParameterException',
    'Network Configuration must be provided when networkMode awsvpc is specified.',
    'refused',
    /networkMode awsvpc .*mend what it names/,
  ],
  ['ClientException', 'TaskDefinition is inactive', 'refused', /TaskDefinition is inactive/],
  ['BlockedException', 'Your account has been blocked.', 'refused', /AWS Support/],
  [
    'LimitExceededException',
    "You've reached the limit on the number of tasks you can run concurrently",
    'refused',
    /quota/,
  ],
  [
    'UpdateInProgressException',
    'There is already a current Amazon ECS container agent update in progress',
    'refused',
    /wait until/,
  ],
  ['PlatformUnknownException', 'The specified platform version does not exist.', 'refused', /mend/],
  ['ValidationError', 'Stack with id Shop does not exist', 'refused', /check the name and the region/],
]);
