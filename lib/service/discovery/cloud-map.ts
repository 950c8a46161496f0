import { Duration } from 'aws-cdk-lib';
import { type BaseService, NetworkMode } from 'aws-cdk-lib/aws-ecs';
import { DnsRecordType, type INamespace, NamespaceType } from 'aws-cdk-lib/aws-servicediscovery';
import { MisuseError } from '../../errors';
import { type ContainerPort, findPort, type NamedPort } from '../container-port';

/** What a service in Cloud Map is told, besides its port. */
export interface CloudMapOptions {
  /** The name of the service in the namespace. @default - a generated one */
  readonly name?: string;
  /** The namespace; one with DNS. @default - the cluster's default namespace */
  readonly namespace?: INamespace;
  /**
   * Whether a name gives addresses (`A`), or addresses and ports (`SRV`).
   *
   * @default - `A` in awsvpc mode; `SRV` in bridge and host mode, where each task may have another port
   */
  readonly records?: 'A' | 'SRV';
  /** How long clients may keep an answer. @default Duration.seconds(10) - tasks come and go */
  readonly ttl?: Duration;
}

/** A name for the tasks in a Cloud Map namespace, with the port that `SRV` records tell. */
export type CloudMap<T> = ContainerPort<T> & CloudMapOptions;

/**
 * Registers the service's tasks in Cloud Map.
 *
 * @throws MisuseError `NamespaceMissing`, `NetworkModeMismatch`, `ContainerUnknown`, `PortUnknown`, `PortNotSingle`
 */
export function register(service: BaseService, options: NamedPort & CloudMapOptions): void {
  const { networkMode } = service.taskDefinition;
  const namespace = options.namespace ?? service.cluster.defaultCloudMapNamespace;
  if (namespace === undefined || namespace.type === NamespaceType.HTTP) {
    const what = namespace === undefined ? 'there is no namespace' : 'an HTTP namespace has no DNS';
    throw new MisuseError('NamespaceMissing', `${what}; name a DNS namespace or give the cluster one`, service);
  }
  const own = networkMode === NetworkMode.AWS_VPC;
  if (networkMode === NetworkMode.NONE || (!own && options.records === 'A')) {
    throw new MisuseError(
      'NetworkModeMismatch',
      `network mode ${networkMode} cannot be found by ${options.records ?? 'any'} records; take SRV in bridge or host mode`,
      service,
    );
  }
  const { container, mapping } = findPort(service.taskDefinition, options, service);
  service.enableCloudMap({
    name: options.name,
    cloudMapNamespace: namespace,
    dnsRecordType: DnsRecordType[options.records ?? (own ? 'A' : 'SRV')],
    dnsTtl: options.ttl ?? Duration.seconds(10),
    container,
    containerPort: mapping.containerPort,
  });
}
