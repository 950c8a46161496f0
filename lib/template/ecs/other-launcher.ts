import { knownStructAt, structsAt, unreadItem } from '../known';
import type { Resource } from '../stack/resource';
import type { TemplateSet } from '../stack/template-set';
import { type AgentConfig, agentConfigOf } from '../user-data/agent-config';
import { isStruct, type Struct } from '../value/value';
import { LaunchSettings } from './launch-settings';

/** What launches instances without an Auto Scaling group: a Spot Fleet, an EC2 fleet, or one instance. */
export interface OtherLauncher {
  readonly resource: Resource;
  /** What each kind of instance that it launches is told; undefined for one of which that is not known. */
  readonly agentConfigs: readonly (AgentConfig | undefined)[];
}

/** Everything in the templates that launches instances without an Auto Scaling group. */
export function otherLaunchers(set: TemplateSet): readonly OtherLauncher[] {
  const types = ['AWS::EC2::SpotFleet', 'AWS::EC2::EC2Fleet', 'AWS::EC2::Instance'];
  return set.resources(...types).map((resource) => ({ resource, agentConfigs: configsOf(resource, set) }));
}

function configsOf(resource: Resource, set: TemplateSet): (AgentConfig | undefined)[] {
  const { properties } = resource;
  if (resource.type === 'AWS::EC2::Instance') return [configOf(properties, resource, set)];
  const data = resource.type === 'AWS::EC2::SpotFleet' ? properties['SpotFleetRequestConfigData'] : properties;
  if (!isStruct(data)) return [undefined];
  if (['LaunchSpecifications', 'LaunchTemplateConfigs'].some((name) => unreadItem(data, name))) return [undefined];
  const templates = structsAt(data, 'LaunchTemplateConfigs').map(
    (config) => knownStructAt(config, 'LaunchTemplateSpecification') ?? {},
  );
  return [
    ...structsAt(data, 'LaunchSpecifications').map((launch) => agentConfigOf(launch['UserData'], resource)),
    ...templates.map((template) => fromTemplate(template, set)),
  ];
}

function configOf(properties: Struct, resource: Resource, set: TemplateSet): AgentConfig | undefined {
  const template = properties['LaunchTemplate'];
  if (properties['UserData'] !== undefined || template === undefined)
    return agentConfigOf(properties['UserData'], resource);
  return isStruct(template) ? fromTemplate(template, set) : undefined;
}

function fromTemplate(specification: Struct, set: TemplateSet): AgentConfig | undefined {
  const resource = set.resourceOf(specification['LaunchTemplateId'] ?? specification['LaunchTemplateName']);
  return resource && new LaunchSettings(resource).agentConfig;
}
