import { countAt, type Known, knownStructAt, stringAt, structsAt } from '../known';
import type { Resource } from '../stack/resource';
import type { TemplateSet } from '../stack/template-set';
import { textParts } from '../value/text';
import { isStruct, type Struct, type Value } from '../value/value';
import { type StrategyItem, strategyItems } from './service';

/** How a task that no service keeps running is started. */
export type StandaloneTaskKind = 'schedule' | 'event' | 'state-machine' | 'deployment';

/** A task that a schedule, an event rule, a state machine or a deployment starts. */
export interface StandaloneTask {
  readonly kind: StandaloneTaskKind;
  /** The resource that starts it. */
  readonly resource: Resource;
  readonly cluster: Value;
  /** The task definition in the templates, if they hold it. */
  readonly taskDefinition?: Resource;
  readonly count: Known<number>;
  readonly launchType?: Known<string>;
  readonly strategy: readonly StrategyItem[];
  /** The schedule's expression, or absent. */
  readonly schedule?: Known<string>;
  readonly awsvpc?: Struct;
}

/** Every task that is started by something other than a service. */
export const standaloneTasks = (set: TemplateSet): StandaloneTask[] => [
  ...set.resources('AWS::Scheduler::Schedule').flatMap((resource) => {
    const target = knownStructAt(resource.properties, 'Target');
    return target ? targetTask(set, resource, 'schedule', target) : [];
  }),
  ...set
    .resources('AWS::Events::Rule')
    .flatMap((resource) =>
      structsAt(resource.properties, 'Targets').flatMap((target) => targetTask(set, resource, 'event', target)),
    ),
  ...set.resources('AWS::StepFunctions::StateMachine').flatMap((resource) => stateTasks(set, resource)),
  ...set.resources(RUN_TASK).flatMap((resource) => deploymentTask(set, resource)),
];

/** The custom resource behind `RunTask`. */
const RUN_TASK = 'Custom::StowageRunTask';

function targetTask(set: TemplateSet, resource: Resource, kind: StandaloneTaskKind, target: Struct): StandaloneTask[] {
  const parameters = knownStructAt(target, 'EcsParameters');
  if (!parameters) return [];
  return [
    {
      kind,
      resource,
      cluster: target['Arn'] ?? null,
      taskDefinition: definitionOf(set, parameters['TaskDefinitionArn']),
      count: countAt(parameters, 'TaskCount') ?? 1,
      launchType: stringAt(parameters, 'LaunchType'),
      strategy: strategyItems(parameters, 'CapacityProviderStrategy'),
      schedule: stringAt(resource.properties, 'ScheduleExpression'),
      awsvpc: awsvpcOf(parameters),
    },
  ];
}

/** What the custom resource is told, in two JSON texts: what to run, and where and how. */
function deploymentTask(set: TemplateSet, resource: Resource): StandaloneTask[] {
  const what = jsonOf(resource.properties['What']);
  const how = jsonOf(resource.properties['How']);
  const run = {
    ...(what && knownStructAt(what, 'run')),
    ...(how && knownStructAt(how, 'run')),
    cluster: how?.['cluster'] ?? null,
  };
  return [fromRequest(set, resource, 'deployment', run)];
}

/** Every `ecs:runTask` state of a state machine; its definition is JSON with references in it. */
function stateTasks(set: TemplateSet, resource: Resource): StandaloneTask[] {
  const definition =
    knownStructAt(resource.properties, 'Definition') ?? jsonOf(resource.properties['DefinitionString']);
  return definition ? statesOf(definition).map((state) => fromRequest(set, resource, 'state-machine', state)) : [];
}

/** A text that is JSON with references in it. */
function jsonOf(value: Value | undefined): Struct | undefined {
  const parts = textParts(value ?? '');
  if (!parts) return undefined;
  const marks: Value[] = [];
  const text = parts.map((part) => (typeof part === 'string' ? part : `\uf8ff${marks.push(part) - 1}\uf8ff`)).join('');
  try {
    const escaped = text.replace(/\uf8ff/g, '\\uf8ff');
    return JSON.parse(escaped, (_, value) => {
      const mark = typeof value === 'string' ? /^\uf8ff(\d+)\uf8ff$/.exec(value) : null;
      return mark ? marks[Number(mark[1])] : value;
    });
  } catch {
    return undefined;
  }
}

function statesOf(value: Value): Struct[] {
  if (Array.isArray(value)) return (value as readonly Value[]).flatMap(statesOf);
  if (!isStruct(value)) return [];
  const runs = typeof value['Resource'] === 'string' && value['Resource'].includes(':ecs:runTask');
  const parameters = knownStructAt(value, 'Parameters') ?? knownStructAt(value, 'Arguments');
  const own = runs && parameters ? [parameters] : [];
  return [...own, ...Object.values(value).flatMap(statesOf)];
}

function fromRequest(set: TemplateSet, resource: Resource, kind: StandaloneTaskKind, request: Struct): StandaloneTask {
  const at = (name: string): Value | undefined => request[name] ?? request[name[0]!.toLowerCase() + name.slice(1)];
  return {
    kind,
    resource,
    cluster: at('Cluster') ?? 'default',
    taskDefinition: definitionOf(set, at('TaskDefinition')),
    count: countAt(request, 'Count') ?? countAt(request, 'count') ?? 1,
    launchType: stringAt(request, 'LaunchType') ?? stringAt(request, 'launchType'),
    strategy: [
      ...strategyItems(request, 'CapacityProviderStrategy'),
      ...structsAt(request, 'capacityProviderStrategy').map((item) => ({
        provider: item['capacityProvider'] ?? null,
        base: countAt(item, 'base') ?? 0,
        weight: countAt(item, 'weight') ?? 0,
      })),
    ],
    awsvpc: awsvpcOf(request),
  };
}

function awsvpcOf(request: Struct): Struct | undefined {
  const network = knownStructAt(request, 'NetworkConfiguration') ?? knownStructAt(request, 'networkConfiguration');
  return network && (knownStructAt(network, 'AwsvpcConfiguration') ?? knownStructAt(network, 'awsvpcConfiguration'));
}

/** By reference, or by family. */
function definitionOf(set: TemplateSet, value: Value | undefined): Resource | undefined {
  const referred = set.resourceOf(value);
  if (referred || typeof value !== 'string') return referred;
  const family = value.split('/').pop()!.split(':')[0];
  return set.resources('AWS::ECS::TaskDefinition').find(({ properties }) => properties['Family'] === family);
}
