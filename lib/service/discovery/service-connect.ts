import type { Duration } from 'aws-cdk-lib';
import {
  type BaseService,
  type LogDriver,
  NetworkMode,
  type ServiceConnectAccessLogConfiguration,
  type ServiceConnectService,
  type ServiceConnectTlsConfiguration,
} from 'aws-cdk-lib/aws-ecs';
import { MisuseError } from '../../errors';
import { type ContainerPort, findPort, type NamedPort } from '../container-port';
import { warnOfTightTask } from './proxy-room';

/** How clients find and reach a port through Service Connect. */
export interface ConnectOptions {
  /** The name that clients in the namespace use, such as `orders`. @default - `<discoveryName>.<namespace>` */
  readonly dnsName?: string;
  /** The port that clients use. @default - the container's port */
  readonly clientPort?: number;
  /** The name in the namespace; unique there. @default - the name of the port mapping */
  readonly discoveryName?: string;
  /** The port of the proxy. @default - the container port in awsvpc mode, a dynamic one in bridge mode */
  readonly ingressPort?: number;
  /** How long an idle connection lasts. @default - 5 minutes for HTTP, 1 hour for TCP */
  readonly idleTimeout?: Duration;
  /** How long an answer may take; only for a port with an application protocol. @default - 15 seconds */
  readonly perRequestTimeout?: Duration;
  /** Encryption between the proxies. @default - none */
  readonly tls?: ServiceConnectTlsConfiguration;
}

/**
 * Service Connect: a proxy in every task through which services find each other by name. The proxy has no reservation
 * of its own: state the size of the whole task, 256 CPU units and 64 MiB above that of its containers.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect.html
 */
export interface ServiceConnect<T> {
  /**
   * The Cloud Map namespace, by ARN, or by name. Take the ARN of one made in this app: CloudFormation then makes it first
   * and deletes it last.
   *
   * @default - the cluster's default namespace
   */
  readonly namespace?: string;
  /** The ports that others may find. @default - none: the service is only a client */
  readonly services?: readonly (ContainerPort<T> & ConnectOptions)[];
  /** Where the proxy's logs go. @default - nowhere */
  readonly logDriver?: LogDriver;
  /** Whether and how the proxy logs requests; needs a `logDriver`. @default - it does not */
  readonly accessLogs?: ServiceConnectAccessLogConfiguration;
}

/** A Service Connect configuration whose names the compiler has checked. */
export type NamedServiceConnect = Omit<ServiceConnect<unknown>, 'services'> & {
  readonly services?: readonly (NamedPort & ConnectOptions)[];
};

/** @throws MisuseError `NetworkModeMismatch`, `NamespaceMissing`, `ContainerUnknown`, `PortUnknown`, `PortNotSingle` */
export function connect(service: BaseService, config: NamedServiceConnect): void {
  const { networkMode } = service.taskDefinition;
  if (networkMode !== NetworkMode.AWS_VPC && networkMode !== NetworkMode.BRIDGE) {
    throw new MisuseError(
      'NetworkModeMismatch',
      `Service Connect has no proxy in network mode ${networkMode}; take awsvpc or bridge`,
      service,
    );
  }
  if (config.namespace === undefined) {
    const namespace = service.cluster.defaultCloudMapNamespace;
    if (namespace === undefined) {
      throw new MisuseError('NamespaceMissing', 'name a namespace, or give the cluster a default one', service);
    }
    // The L2 hands over its name, which CloudFormation does not wait for, and which it would delete together with it.
    service.node.defaultChild?.node.addDependency(namespace);
  }
  warnOfTightTask(service);
  service.enableServiceConnect({
    namespace: config.namespace,
    services: config.services?.map((entry) => render(service, entry)),
    logDriver: config.logDriver,
    accessLogConfiguration: config.accessLogs,
  });
}

function render(service: BaseService, entry: NamedPort & ConnectOptions): ServiceConnectService {
  const { mapping } = findPort(service.taskDefinition, entry, service);
  if (mapping.name === undefined) {
    throw new MisuseError('PortNotSingle', `port ${mapping.containerPort} has no name; give its mapping one`, service);
  }
  return {
    portMappingName: mapping.name,
    dnsName: entry.dnsName,
    port: entry.clientPort,
    discoveryName: entry.discoveryName,
    ingressPortOverride: entry.ingressPort,
    idleTimeout: entry.idleTimeout,
    perRequestTimeout: entry.perRequestTimeout,
    tls: entry.tls,
  };
}
