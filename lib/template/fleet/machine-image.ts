import type { CpuArchitecture, MachineImageFamily } from '../../placement';
import { Unknown, type Value } from '../value/value';

/** What is known of the machine image of a group's instances. */
export interface MachineImage {
  /** Absent when nothing tells: an AMI named by its id, or a parameter without a value. */
  readonly family?: MachineImageFamily;
  readonly architecture?: CpuArchitecture;
  /** The accelerator whose driver it holds. */
  readonly accelerator?: 'gpu' | 'neuron';
}

/**
 * What AWS publishes under which name in the Parameter Store, the more special first.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/retrieve-ecs-optimized_AMI.html
 */
const PUBLISHED: readonly (readonly [name: RegExp, image: MachineImage])[] = [
  [
    /^\/aws\/service\/ecs\/optimized-ami\/amazon-linux-2023\/gpu\//,
    { family: 'al2023', architecture: 'x86_64', accelerator: 'gpu' },
  ],
  [
    /^\/aws\/service\/ecs\/optimized-ami\/amazon-linux-2023\/neuron\//,
    { family: 'al2023', architecture: 'x86_64', accelerator: 'neuron' },
  ],
  [/^\/aws\/service\/ecs\/optimized-ami\/amazon-linux-2023\/arm64\//, { family: 'al2023', architecture: 'arm64' }],
  [/^\/aws\/service\/ecs\/optimized-ami\/amazon-linux-2023\//, { family: 'al2023', architecture: 'x86_64' }],
  [
    /^\/aws\/service\/ecs\/optimized-ami\/amazon-linux-2[^/]*\/gpu\//,
    { family: 'al2', architecture: 'x86_64', accelerator: 'gpu' },
  ],
  [
    /^\/aws\/service\/ecs\/optimized-ami\/amazon-linux-2[^/]*\/inf\//,
    { family: 'al2', architecture: 'x86_64', accelerator: 'neuron' },
  ],
  [/^\/aws\/service\/ecs\/optimized-ami\/amazon-linux-2[^/]*\/arm64\//, { family: 'al2', architecture: 'arm64' }],
  [/^\/aws\/service\/ecs\/optimized-ami\/amazon-linux/, { family: 'al2', architecture: 'x86_64' }],
  [
    /^\/aws\/service\/bottlerocket\/aws-ecs-\d+-nvidia[^/]*\/arm64\//,
    { family: 'bottlerocket', architecture: 'arm64', accelerator: 'gpu' },
  ],
  [
    /^\/aws\/service\/bottlerocket\/aws-ecs-\d+-nvidia/,
    { family: 'bottlerocket', architecture: 'x86_64', accelerator: 'gpu' },
  ],
  [/^\/aws\/service\/bottlerocket\/aws-ecs-\d+[^/]*\/arm64\//, { family: 'bottlerocket', architecture: 'arm64' }],
  [/^\/aws\/service\/bottlerocket\/aws-ecs-/, { family: 'bottlerocket', architecture: 'x86_64' }],
  [/^\/aws\/service\/ami-windows-latest\/.*ECS_Optimized/, { family: 'windows', architecture: 'x86_64' }],
  [/^\/aws\/service\/ami-amazon-linux-latest\/.*arm64/, { family: 'custom', architecture: 'arm64' }],
  [/^\/aws\/service\/ami-amazon-linux-latest\//, { family: 'custom', architecture: 'x86_64' }],
];

/** What an image id says: nothing by itself, much when it is read from a parameter that AWS publishes. */
export function machineImageOf(imageId: Value | undefined): MachineImage {
  if (!(imageId instanceof Unknown) || imageId.reason.code !== 'ssm-parameter') return {};
  const { name } = imageId.reason;
  return PUBLISHED.find(([pattern]) => pattern.test(name))?.[1] ?? {};
}
