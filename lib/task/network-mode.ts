import * as ecs from 'aws-cdk-lib/aws-ecs';

/**
 * How the containers of a task reach the network: `awsvpc` gives each task a network interface of its own, `bridge` the
 * instance's Docker network, `host` the instance's own interface, `none` no network at all.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking.html
 */
export type NetworkMode = 'awsvpc' | 'bridge' | 'host' | 'none';

/** The L2's name for each network mode. */
export const L2_NETWORK_MODES: Readonly<Record<NetworkMode, ecs.NetworkMode>> = {
  awsvpc: ecs.NetworkMode.AWS_VPC,
  bridge: ecs.NetworkMode.BRIDGE,
  host: ecs.NetworkMode.HOST,
  none: ecs.NetworkMode.NONE,
};
