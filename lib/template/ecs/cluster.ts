import { isUnknown, listAt } from '../known';
import type { Resource } from '../stack/resource';
import type { TemplateSet } from '../stack/template-set';
import type { AgentConfig } from '../user-data/agent-config';
import { sameValue } from '../value/same';
import { shownText, textOf, textParts } from '../value/text';
import { Reference, type Symbolic, Text, Unknown, type Value } from '../value/value';
import type { AutoScalingGroup } from './auto-scaling-group';
import type { CapacityProvider } from './capacity-provider';
import { type OtherLauncher, otherLaunchers } from './other-launcher';
import { type Service, type StrategyItem, strategyItems } from './service';
import type { StandaloneTask } from './standalone-task';

/** A group of instances that joins a cluster, through a capacity provider or by its user data alone. */
export interface ClusterCapacity {
  readonly group: AutoScalingGroup;
  readonly provider?: CapacityProvider;
}

/** A cluster with all that belongs to it: one the templates hold, or one they only name. */
export interface Cluster {
  /** The construct's path, the logical id, or the name of a cluster that is elsewhere. */
  readonly name: string;
  /** Absent for a cluster that the templates only name. */
  readonly resource?: Resource;
  /** Capacity providers associated with it. */
  readonly providers: readonly CapacityProvider[];
  /** Names associated with it that no template declares: `FARGATE`, or providers of elsewhere. */
  readonly otherProviders: readonly Value[];
  readonly defaultStrategy: readonly StrategyItem[];
  readonly capacities: readonly ClusterCapacity[];
  readonly services: readonly Service[];
  /** Tasks that schedules, events, state machines and deployments start in it. */
  readonly standaloneTasks: readonly StandaloneTask[];
  /** What else may launch instances of this cluster. None when all of its instances are those of its capacities. */
  readonly undecidedGroups: readonly UndecidedGroup[];
}

/** Instances that are not counted: nothing tells which cluster they join, or how many they are. */
export interface UndecidedGroup {
  /** An Auto Scaling group, a Spot Fleet, an EC2 fleet, or one instance. */
  readonly resource: Resource;
  /** Why they are not counted, as half a sentence. */
  readonly why: string;
}

/** What {@link clustersOf} puts together. */
export interface ClusterParts {
  readonly groups: readonly AutoScalingGroup[];
  readonly providers: readonly CapacityProvider[];
  readonly services: readonly Service[];
  readonly standaloneTasks: readonly StandaloneTask[];
}

/** Puts together what belongs to each cluster. */
export function clustersOf(set: TemplateSet, parts: ClusterParts): Cluster[] {
  const resources = set.resources('AWS::ECS::Cluster');
  const keys = new Map<string, Resource | undefined>(resources.map((resource) => [keyOf(resource), resource]));
  const keyOfValue = (value: Value | undefined): string | undefined => clusterKey(value, set, resources);
  const namesElsewhere = new Map<string, string>();
  for (const { cluster } of [...parts.services, ...parts.standaloneTasks]) {
    const key = keyOfValue(cluster);
    if (key === undefined || keys.has(key)) continue;
    keys.set(key, undefined);
    namesElsewhere.set(key, nameElsewhere(cluster));
  }
  const services = byKey(parts.services, keyOfValue);
  const standaloneTasks = byKey(parts.standaloneTasks, keyOfValue);
  const undecidedGroups = parts.groups
    .filter((group) => !parts.providers.some((provider) => provider.group === group.resource))
    .filter(({ launch }) => mayJoin(launch?.agentConfig))
    .map(({ resource }) => undecided(resource));
  const launchers = otherLaunchers(set);
  const keyOfGroup = new Map(
    parts.groups.map((group) => [group, keyOfValue(group.launch?.agentConfig?.get('ECS_CLUSTER'))]),
  );
  return [...keys].map(([key, resource]) => {
    const associations = associationsOf(set, key, resource, keyOfValue);
    const named = associations.flatMap(({ properties }) => valuesAt(properties, 'CapacityProviders'));
    const providers = parts.providers.filter((provider) => named.some((value) => provider.isNamedBy(value)));
    const joined = parts.groups.flatMap((group): ClusterCapacity[] => {
      const provider = providers.find((one) => one.group === group.resource);
      return provider || keyOfGroup.get(group) === key ? [{ group, provider }] : [];
    });
    return {
      name: resource?.constructPath ?? resource?.logicalId ?? namesElsewhere.get(key) ?? key,
      resource,
      providers,
      otherProviders: named.filter((value) => !parts.providers.some((provider) => provider.isNamedBy(value))),
      defaultStrategy: associations.flatMap(({ properties }) =>
        strategyItems(properties, 'DefaultCapacityProviderStrategy'),
      ),
      capacities: joined,
      services: services.get(key) ?? [],
      standaloneTasks: standaloneTasks.get(key) ?? [],
      undecidedGroups: [...undecidedGroups, ...launchers.flatMap((launcher) => notCounted(launcher, key, keyOfValue))],
    };
  });
}

const undecided = (resource: Resource): UndecidedGroup => ({
  resource,
  why: `which cluster the instances of ${resource.logicalId} join is not known`,
});

/** A fleet or single instance that joins this cluster, or may. */
function notCounted(
  { resource, agentConfigs }: OtherLauncher,
  key: string,
  keyOfValue: (value: Value | undefined) => string | undefined,
): UndecidedGroup[] {
  if (agentConfigs.some((config) => keyOfValue(config?.get('ECS_CLUSTER')) === key)) {
    return [{ resource, why: `the instances that ${resource.logicalId} launches are not counted` }];
  }
  return agentConfigs.some(mayJoin) ? [undecided(resource)] : [];
}

function byKey<T extends { readonly cluster: Value }>(
  all: readonly T[],
  keyOfValue: (value: Value | undefined) => string | undefined,
): ReadonlyMap<string, readonly T[]> {
  const found = new Map<string, T[]>();
  for (const one of all) {
    const key = keyOfValue(one.cluster);
    if (key === undefined) continue;
    const those = found.get(key);
    if (those) those.push(one);
    else found.set(key, [one]);
  }
  return found;
}

/** Whether nothing tells which cluster instances join, if any. */
const mayJoin = (config: AgentConfig | undefined): boolean =>
  config === undefined || config.get('ECS_CLUSTER') instanceof Unknown;

/** The resources that say which providers a cluster has: itself, and the association resource. */
function associationsOf(
  set: TemplateSet,
  key: string,
  resource: Resource | undefined,
  keyOfValue: (value: Value | undefined) => string | undefined,
): Resource[] {
  const associations = set.resources('AWS::ECS::ClusterCapacityProviderAssociations');
  const own = associations.filter(({ properties }) => keyOfValue(properties['Cluster']) === key);
  return resource ? [resource, ...own] : own;
}

function valuesAt(properties: Resource['properties'], property: string): readonly Value[] {
  const list = listAt(properties, property);
  return list === undefined || isUnknown(list) ? [] : list;
}

const keyOf = (resource: Resource): string => `${resource.stack.stack} ${resource.logicalId}`;

/** The same for every way of naming one cluster: by reference, by name, by ARN. Undefined when it is not known. */
function clusterKey(value: Value | undefined, set: TemplateSet, resources: readonly Resource[]): string | undefined {
  if (value instanceof Reference) {
    const resource = set.resourceOf(value);
    if (resource?.type === 'AWS::ECS::Cluster') return keyOf(resource);
    return `${value.stack} ${value.logicalId}`;
  }
  // A parameter without a value names one cluster, whichever it will be.
  if (value instanceof Unknown) return Object.values(value.reason).join(' ');
  const name = nameOf(value);
  if (name === undefined || typeof name === 'string' || name instanceof Text) {
    const resource = name && resources.find(({ properties }) => sameValue(properties['ClusterName'] ?? null, name));
    return resource ? keyOf(resource) : typeof name === 'string' ? name : name && JSON.stringify(name.parts);
  }
  return clusterKey(name, set, resources);
}

/** How a cluster of elsewhere is called in a sentence: its name, with `${}` around the parts that are not known. */
function nameElsewhere(value: Value): string {
  const name = nameOf(value);
  if (name instanceof Unknown && name.reason.code !== 'parameter') return 'of another stack';
  return (name !== undefined && shownText(name)) || 'of another stack';
}

/** A cluster's name, or the end of its ARN, whose parts need not all be known. */
function nameOf(value: Value | undefined): string | Text | Symbolic | undefined {
  const parts = value === undefined ? undefined : textParts(value);
  if (!parts) return undefined;
  const start = parts.findLastIndex((part) => typeof part === 'string' && part.includes('/'));
  const end = parts.slice(Math.max(start, 0));
  const name = textOf(end.map((part, i) => (i === 0 && typeof part === 'string' ? part.split('/').pop()! : part)));
  return name === '' ? undefined : name;
}
