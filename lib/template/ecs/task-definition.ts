import { isUnknown, type Known, listAt, stringAt, structAt, structsAt, unreadItem } from '../known';
import type { Resource } from '../stack/resource';
import { sameValue } from '../value/same';
import { type Struct, Unknown, type Value } from '../value/value';
import { Container } from './container';
import { type SecretReference, secretReferences } from './secret-reference';

/** A task definition in a template. */
export class TaskDefinition {
  readonly containers: readonly Container[];

  constructor(readonly resource: Resource) {
    this.containers = structsAt(resource.properties, 'ContainerDefinitions').map(
      (properties, index) => new Container(index, properties),
    );
  }

  get properties(): Struct {
    return this.resource.properties;
  }

  get family(): Known<string> | undefined {
    return stringAt(this.properties, 'Family');
  }

  /** @default bridge, as ECS has it on Linux */
  get networkMode(): Known<string> {
    return stringAt(this.properties, 'NetworkMode') ?? 'bridge';
  }

  /** The launch types it is registered for; none when it names none, which leaves it to who runs it. */
  get requiresCompatibilities(): readonly string[] {
    const list = listAt(this.properties, 'RequiresCompatibilities');
    return list === undefined || isUnknown(list) ? [] : list.filter((item) => typeof item === 'string');
  }

  /** Whether it is meant for Fargate or external instances only, and so is none of an EC2 fleet's business. */
  get isElsewhere(): boolean {
    const compatibilities = this.requiresCompatibilities;
    return (
      compatibilities.length > 0 && !compatibilities.includes('EC2') && !compatibilities.includes('MANAGED_INSTANCES')
    );
  }

  /** Task-level CPU as written: units, or a text such as `1 vCPU`. */
  get cpu(): Known<string> | undefined {
    return stringAt(this.properties, 'Cpu');
  }

  /** Task-level memory as written: MiB, or a text such as `2 GB`. */
  get memory(): Known<string> | undefined {
    return stringAt(this.properties, 'Memory');
  }

  /** `X86_64` or `ARM64`, when the task definition says so. */
  get cpuArchitecture(): Known<string> | undefined {
    const platform = structAt(this.properties, 'RuntimePlatform');
    return isUnknown(platform) ? platform : platform && stringAt(platform, 'CpuArchitecture');
  }

  /** Such as `LINUX` or `WINDOWS_SERVER_2022_CORE`, when the task definition says so. */
  get operatingSystemFamily(): Known<string> | undefined {
    const platform = structAt(this.properties, 'RuntimePlatform');
    return isUnknown(platform) ? platform : platform && stringAt(platform, 'OperatingSystemFamily');
  }

  /** Whether it says that it is for Windows, where sizes of the task as a whole do not count. */
  get isWindows(): boolean {
    const family = this.operatingSystemFamily;
    return typeof family === 'string' && family.toUpperCase().startsWith('WINDOWS');
  }

  get volumes(): readonly Struct[] {
    return structsAt(this.properties, 'Volumes');
  }

  /** Every secret that the agent reads before it starts the containers. */
  get secrets(): readonly SecretReference[] {
    return secretReferences(this);
  }

  container(name: string): Container | undefined {
    return this.containers.find((container) => container.name === name);
  }

  /** Why not every container can be read; absent when all can. */
  get unreadContainers(): Unknown | undefined {
    return unreadItem(this.properties, 'ContainerDefinitions');
  }

  /** The container that a value names, also where name and value are open but the same; unknown when either hides it. */
  containerNamedBy(value: Value | undefined): Known<Container> | undefined {
    if (value === undefined || value === null) return undefined;
    const named = this.containers.find(({ properties }) => sameValue(properties['Name'] ?? null, value));
    if (named) return named;
    const open = [value, ...this.containers.map(({ properties }) => properties['Name'])].find(
      (name) => name !== undefined && typeof name !== 'string',
    );
    if (open === undefined) return this.unreadContainers;
    return open instanceof Unknown ? open : new Unknown({ code: 'attribute', name: 'the name of a container' }, '');
  }
}
