import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { NetworkMode } from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import { MisuseError } from '../errors';
import { TaskDefinition } from '../task';
import type { NamedJob } from './job';

/** Where a job's task is in the network, and who opens what for it. */
export interface TaskNetwork {
  /** The task's own security groups in awsvpc mode, those of the cluster's instances otherwise. */
  readonly connections: ec2.Connections;

  /** What awsvpc mode needs; undefined in the other modes. */
  readonly awsvpc?: { readonly subnets: ec2.ISubnet[]; readonly securityGroups: ec2.ISecurityGroup[] };
}

/**
 * The network of a job, with a security group of its own unless given, and let in to the file systems that it mounts.
 *
 * @throws MisuseError `JobNetworkMode`, `JobWithoutPrivateSubnets`
 */
export function taskNetwork(job: NamedJob, scope: Construct): TaskNetwork {
  const { taskDefinition } = job;
  const network =
    taskDefinition.networkMode === NetworkMode.AWS_VPC ? ownNetwork(job, scope) : sharedNetwork(job, scope);
  if (taskDefinition instanceof TaskDefinition) {
    for (const fileSystem of taskDefinition.fileSystems) network.connections.allowTo(fileSystem, ec2.Port.NFS);
  }
  return network;
}

function ownNetwork({ cluster, vpcSubnets, securityGroups }: NamedJob, scope: Construct): TaskNetwork {
  const { subnets, hasPublic } = cluster.vpc.selectSubnets(vpcSubnets);
  if (vpcSubnets === undefined && hasPublic) {
    throw new MisuseError(
      'JobWithoutPrivateSubnets',
      'the VPC has no private subnets, and a task on an EC2 instance gets no public address: add private ones, or name vpcSubnets that reach all the task needs',
      scope,
    );
  }
  const groups = securityGroups ?? [new ec2.SecurityGroup(scope, 'SecurityGroup', { vpc: cluster.vpc })];
  return {
    connections: new ec2.Connections({ securityGroups: [...groups] }),
    awsvpc: { subnets, securityGroups: [...groups] },
  };
}

function sharedNetwork(
  { cluster, vpcSubnets, securityGroups, taskDefinition }: NamedJob,
  scope: Construct,
): TaskNetwork {
  const given = vpcSubnets ? 'vpcSubnets' : securityGroups ? 'securityGroups' : undefined;
  if (given !== undefined) {
    throw new MisuseError(
      'JobNetworkMode',
      `a task in network mode ${taskDefinition.networkMode} uses the instance's network: leave out ${given} or take awsvpc`,
      scope,
    );
  }
  return { connections: cluster.connections };
}
