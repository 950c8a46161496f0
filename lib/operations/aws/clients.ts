import type { ECSClientConfig } from '@aws-sdk/client-ecs';
import { ACTIONS, type AwsServices, iamAction, type ServiceName } from './actions';
import { translated } from './problem/translate';

/** How to reach AWS. What is not given is found as the AWS SDK finds it: environment, configuration files, metadata. */
export interface ClientSettings
  extends Pick<
    ECSClientConfig,
    'credentials' | 'endpoint' | 'profile' | 'maxAttempts' | 'requestHandler' | 'retryStrategy'
  > {
  readonly region?: string;
}

/**
 * The calls that operations make, by service. A client is loaded and made with the first call to its service.
 * Whatever goes wrong is thrown as an `OperationError`; what the SDK throws for an abort is thrown as it is.
 */
export type Clients = {
  readonly [S in ServiceName]: Pick<AwsServices[S], keyof (typeof ACTIONS)[S] & keyof AwsServices[S]>;
} & {
  /** The region that calls go to. */
  region(): Promise<string>;
  /** The same account in another region. */
  inRegion(region: string): Clients;
  /** The same calls; those that are under way end when the signal is aborted. */
  endingWith(signal: AbortSignal): Clients;
  /** The same calls, each made by what may repeat it; those in other regions are not. */
  repeatedBy(repeat: Repeat): Clients;
};

/** Makes a call, perhaps more than once. */
export type Repeat = <T>(call: () => Promise<T>) => Promise<T>;

type Client = {
  readonly config: { region(): Promise<string>; readonly credentials: Login['credentials'] };
} & Record<string, (input: unknown, options?: unknown) => Promise<unknown>>;

type Constructor = new (settings: object) => unknown;

/** A service is loaded where it is asked for, and nowhere else. */
const LOAD: Readonly<Record<ServiceName, () => Constructor>> = {
  ecs: () => (require('@aws-sdk/client-ecs') as typeof import('@aws-sdk/client-ecs')).ECS,
  ecr: () => (require('@aws-sdk/client-ecr') as typeof import('@aws-sdk/client-ecr')).ECR,
  logs: () =>
    (require('@aws-sdk/client-cloudwatch-logs') as typeof import('@aws-sdk/client-cloudwatch-logs')).CloudWatchLogs,
  ec2: () => (require('@aws-sdk/client-ec2') as typeof import('@aws-sdk/client-ec2')).EC2,
  autoScaling: () =>
    (require('@aws-sdk/client-auto-scaling') as typeof import('@aws-sdk/client-auto-scaling')).AutoScaling,
  applicationAutoScaling: () =>
    (require('@aws-sdk/client-application-auto-scaling') as typeof import('@aws-sdk/client-application-auto-scaling'))
      .ApplicationAutoScaling,
  loadBalancing: () =>
    (require('@aws-sdk/client-elastic-load-balancing-v2') as typeof import('@aws-sdk/client-elastic-load-balancing-v2'))
      .ElasticLoadBalancingV2,
  quotas: () =>
    (require('@aws-sdk/client-service-quotas') as typeof import('@aws-sdk/client-service-quotas')).ServiceQuotas,
  ssm: () => (require('@aws-sdk/client-ssm') as typeof import('@aws-sdk/client-ssm')).SSM,
  secrets: () =>
    (require('@aws-sdk/client-secrets-manager') as typeof import('@aws-sdk/client-secrets-manager')).SecretsManager,
  cloudFormation: () =>
    (require('@aws-sdk/client-cloudformation') as typeof import('@aws-sdk/client-cloudformation')).CloudFormation,
  cloudMap: () =>
    (require('@aws-sdk/client-servicediscovery') as typeof import('@aws-sdk/client-servicediscovery')).ServiceDiscovery,
  iam: () => (require('@aws-sdk/client-iam') as typeof import('@aws-sdk/client-iam')).IAM,
};

/**
 * An answer that has not come by then is asked for again: without a limit the SDK would wait for ever, and with the
 * limit alone it would only write a warning. That one is for the head of an answer, the socket's for what follows.
 */
const TIMES = {
  connectionTimeout: 5_000,
  requestTimeout: 20_000,
  throwOnRequestTimeout: true,
  socketTimeout: 20_000,
};

/** What all clients of an account share: a program or a login behind the credentials is asked once, not by each. */
interface Login {
  credentials?: ClientSettings['credentials'];
}

/** How calls are made. */
interface Manner {
  readonly ending?: AbortSignal;
  readonly repeat?: Repeat;
}

/**
 * Makes the calls of one account and region.
 * @param settings By default everything is found by the SDK's own chain: credentials, region, profile,
 *   endpoint, and how often a call is made (`AWS_MAX_ATTEMPTS`, three times). It waits 5 s for a connection and 20 s
 *   for an answer, since without a limit it would wait for ever.
 */
export const clientsFor = (settings: ClientSettings = {}): Clients => clientsWith(settings, {});

function clientsWith(settings: ClientSettings, login: Login): Clients {
  const configuration = { requestHandler: TIMES, ...settings };
  const profile = settings.profile ?? process.env['AWS_PROFILE'];
  const clients = new Map<ServiceName, Client>();
  const open = (service: ServiceName): Client => {
    const known = clients.get(service);
    if (known) return known;
    const { credentials } = login;
    const client = new (LOAD[service]())({ ...configuration, ...(credentials && { credentials }) }) as Client;
    login.credentials ??= client.config.credentials;
    clients.set(service, client);
    return client;
  };
  const calls = (service: ServiceName, { ending, repeat = (call) => call() }: Manner) =>
    Object.fromEntries(
      Object.keys(ACTIONS[service]).map((method) => [
        method,
        (input: unknown, options?: object) =>
          repeat(async () => {
            try {
              // A signal of its own for each call: Node warns of more than ten listeners on one.
              const until = ending && { abortSignal: AbortSignal.any([ending]) };
              return await open(service)[method]!(input, until ? { ...until, ...options } : options);
            } catch (error) {
              throw translated(error, iamAction(service, method), profile);
            }
          }),
      ]),
    );
  const view = (manner: Manner): Clients =>
    ({
      ...Object.fromEntries((Object.keys(ACTIONS) as ServiceName[]).map((name) => [name, calls(name, manner)])),
      region: async () => {
        try {
          // No client is loaded to learn what is given.
          return settings.region || (await open('ecs').config.region());
        } catch (error) {
          throw translated(error, 'region', profile);
        }
      },
      inRegion: (region) => {
        const there = clientsWith({ ...settings, region }, login);
        return manner.ending ? there.endingWith(manner.ending) : there;
      },
      endingWith: (signal) =>
        view({ ...manner, ending: manner.ending ? AbortSignal.any([manner.ending, signal]) : signal }),
      repeatedBy: (repeat) => view({ ...manner, repeat }),
    }) as Clients;
  return view({});
}
