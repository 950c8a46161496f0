import type { Clients } from '../../aws/clients';

/** The zones of subnets, each once. */
export async function subnetZones(clients: Clients, subnets: readonly string[]): Promise<readonly string[]> {
  const { Subnets = [] } = await clients.ec2.describeSubnets({ SubnetIds: [...subnets] });
  return [...new Set(Subnets.flatMap(({ AvailabilityZone }) => AvailabilityZone ?? []))];
}
