import {
  type CfnLaunchTemplate,
  type IMachineImage,
  type ISecurityGroup,
  LaunchTemplate,
  UserData,
} from 'aws-cdk-lib/aws-ec2';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { AgentConfiguration } from '../agent/agent-configuration';
import { bottlerocketSettings } from '../agent/bottlerocket-settings';
import { shellUserData } from '../agent/shell-user-data';
import { machineImage, type OperatingSystem } from './machine-image';
import type { Platform } from './platform';
import { blockDevices, type RootVolume } from './root-volume';

/** What an instance is made of. */
export interface InstanceParts {
  readonly system: OperatingSystem;
  readonly platform: Platform;
  /** @default - the newest ECS-optimized image for the platform */
  readonly machineImage?: IMachineImage;
  readonly agent: AgentConfiguration;
  readonly rootVolume: RootVolume;
  readonly role: IRole;
  readonly securityGroups: readonly [ISecurityGroup, ...ISecurityGroup[]];
}

/** The launch template of a capacity: image, user data, volumes, metadata options, role and security groups; no key pair. */
export function launchTemplate(scope: Construct, parts: InstanceParts): LaunchTemplate {
  const { system, platform, agent } = parts;
  const [securityGroup, ...furtherGroups] = parts.securityGroups;
  const template = new LaunchTemplate(scope, 'LaunchTemplate', {
    machineImage: parts.machineImage ?? machineImage(system, platform, scope),
    role: parts.role,
    securityGroup,
    userData: initialUserData(system, agent, scope),
    requireImdsv2: true,
    httpPutResponseHopLimit: agent.bridgeMetadataBlocked ? 1 : 2,
  });
  for (const group of furtherGroups) template.addSecurityGroup(group);

  const resource = template.node.defaultChild as CfnLaunchTemplate;
  resource.launchTemplateData = {
    ...(resource.launchTemplateData as CfnLaunchTemplate.LaunchTemplateDataProperty),
    blockDeviceMappings: blockDevices(parts.rootVolume, system, scope),
  };
  return template;
}

function initialUserData(system: OperatingSystem, agent: AgentConfiguration, scope: Construct): UserData {
  if (system === 'bottlerocket') return UserData.custom(bottlerocketSettings(agent, scope).before.join('\n'));
  const shell = UserData.forLinux();
  shell.addCommands(...shellUserData(agent, scope));
  return shell;
}
