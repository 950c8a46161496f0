import { booleanAt, isUnknown, type Known, listAt, stringAt } from '../known';
import type { Resource } from '../stack/resource';
import { textParts } from '../value/text';
import { Unknown, type Value } from '../value/value';

/** An endpoint of a VPC for an AWS service. */
export class VpcEndpoint {
  /** The service, such as `ecr.api` or `s3`; unknown when its name is. */
  readonly service: Known<string>;

  constructor(readonly resource: Resource) {
    this.service = serviceOf(resource.properties['ServiceName']);
  }

  /** @default Gateway, as EC2 has it */
  get kind(): Known<string> {
    return stringAt(this.resource.properties, 'VpcEndpointType') ?? 'Gateway';
  }

  get vpc(): Value | undefined {
    return this.resource.properties['VpcId'];
  }

  /** Whether the service's usual names lead to the endpoint; unknown when it says nothing of it. */
  get privateDns(): Known<boolean> {
    const unsaid = new Unknown(
      { code: 'assumption', name: `${this.resource.logicalId} leaves PrivateDnsEnabled to its default` },
      this.resource.stack.stack,
    );
    return booleanAt(this.resource.properties, 'PrivateDnsEnabled') ?? unsaid;
  }

  /** Route tables that lead to a gateway endpoint. */
  get routeTables(): Known<readonly Value[]> {
    return listAt(this.resource.properties, 'RouteTableIds') ?? [];
  }

  /** Groups of an interface endpoint; none leaves it to the default group of the VPC. */
  get securityGroups(): Known<readonly Value[]> {
    return listAt(this.resource.properties, 'SecurityGroupIds') ?? [];
  }
}

/** What stands behind the region: `com.amazonaws.eu-west-1.ecr.api`, of which the region may not be known. */
function serviceOf(name: Value | undefined): Known<string> {
  const parts = name === undefined ? undefined : textParts(name);
  const open = parts?.find((part) => part instanceof Unknown);
  const text = parts?.map((part) => (typeof part === 'string' ? part : 'region')).join('') ?? '';
  const service = /^(?:[a-z]+\.)?com\.amazonaws\.[a-z0-9-]+\.(.+)$/.exec(text)?.[1];
  if (service !== undefined && !/\bregion\b/.test(service)) return service;
  return isUnknown(open) ? open : new Unknown({ code: 'malformed', name: 'ServiceName' }, '');
}
