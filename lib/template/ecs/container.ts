import {
  booleanAt,
  ifKnown,
  isUnknown,
  type Known,
  knownStructAt,
  listAt,
  numberAt,
  stringAt,
  structAt,
  structsAt,
} from '../known';
import type { Struct, Value } from '../value/value';

/** A port a container listens on. */
export interface PortMapping {
  readonly name?: string;
  /** Absent when a range is mapped. */
  readonly containerPort?: Known<number>;
  /** Absent or 0: the agent picks one, save in awsvpc and host mode, where it is the container's port. */
  readonly hostPort?: Known<number>;
  readonly protocol: Known<string>;
  readonly range?: Known<string>;
}

/** What another container must have reached before this one starts. */
export interface ContainerDependency {
  readonly container: Known<string>;
  readonly condition: Known<string>;
}

/** A container definition of a task definition in a template. */
export class Container {
  constructor(
    /** Its place in `ContainerDefinitions`. */
    readonly index: number,
    /** Its resolved properties, for whatever has no name here. */
    readonly properties: Struct,
  ) {}

  /** Its name, or its place when the name is not known. */
  get name(): string {
    const name = stringAt(this.properties, 'Name');
    return name === undefined || isUnknown(name) ? `ContainerDefinitions[${this.index}]` : name;
  }

  /** Where the image comes from: an address, of which parts may be references, or unknown. */
  get image(): Value | undefined {
    return this.properties['Image'];
  }

  /** @default true, as ECS has it */
  get essential(): Known<boolean> {
    return booleanAt(this.properties, 'Essential') ?? true;
  }

  get cpuUnits(): Known<number> | undefined {
    return numberAt(this.properties, 'Cpu');
  }

  get memoryMiB(): Known<number> | undefined {
    return numberAt(this.properties, 'Memory');
  }

  get memoryReservationMiB(): Known<number> | undefined {
    return numberAt(this.properties, 'MemoryReservation');
  }

  get portMappings(): readonly PortMapping[] {
    return structsAt(this.properties, 'PortMappings').map((mapping) => ({
      name: ifKnown(stringAt(mapping, 'Name')),
      containerPort: numberAt(mapping, 'ContainerPort'),
      hostPort: numberAt(mapping, 'HostPort'),
      protocol: lowerCase(stringAt(mapping, 'Protocol') ?? 'tcp'),
      range: stringAt(mapping, 'ContainerPortRange'),
    }));
  }

  get dependsOn(): readonly ContainerDependency[] {
    return structsAt(this.properties, 'DependsOn').map((dependency) => ({
      container: stringAt(dependency, 'ContainerName') ?? '',
      condition: stringAt(dependency, 'Condition') ?? '',
    }));
  }

  /** Container names, without the aliases. */
  get links(): readonly string[] {
    const links = listAt(this.properties, 'Links');
    if (links === undefined || isUnknown(links)) return [];
    return links.filter((link) => typeof link === 'string').map((link) => link.split(':')[0]!);
  }

  get healthCheck(): Struct | undefined {
    return knownStructAt(this.properties, 'HealthCheck');
  }

  /** The log driver; none when the container leaves it to Docker. */
  get logDriver(): Known<string> | undefined {
    const configuration = structAt(this.properties, 'LogConfiguration');
    return isUnknown(configuration) ? configuration : configuration && stringAt(configuration, 'LogDriver');
  }

  /** Resource requirements by type, such as `GPU`. */
  requirement(type: string): Known<string> | undefined {
    const found = structsAt(this.properties, 'ResourceRequirements').find((one) => one['Type'] === type);
    return found && stringAt(found, 'Value');
  }
}

const lowerCase = (value: Known<string>): Known<string> => (isUnknown(value) ? value : value.toLowerCase());
