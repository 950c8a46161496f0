import { type PlacementRequest, serviceGroup } from '../../../placement';
import type { Clients } from '../../aws/clients';
import { taskDemandOf } from '../cluster/live-cluster';
import { constraintsFrom, strategiesFrom } from '../placement/placement-from';
import { subnetZones } from '../placement/subnet-zones';
import type { FoundTaskDefinition } from '../task/find-task-definition';
import type { FoundService } from './find-service';

/** How ECS places a task of a service, as the placement engine takes it. */
export async function serviceRequest(
  clients: Clients,
  service: FoundService,
  definition: FoundTaskDefinition,
): Promise<PlacementRequest> {
  const subnetZones = definition.networkMode === 'awsvpc' ? await zonesOf(clients, service) : undefined;
  const constraints = [definition, service].flatMap((one) => constraintsFrom(one.placementConstraints));
  const strategies = strategiesFrom(service.placementStrategy);
  return {
    demand: taskDemandOf(definition),
    group: serviceGroup(service.serviceName),
    constraints,
    // A service without strategies has ECS place by its own, which are the engine's default.
    ...(strategies.length > 0 && { strategies }),
    ...(subnetZones && { subnetZones }),
  };
}

/** The zones of a service's subnets, which bind tasks that have a network interface of their own. */
async function zonesOf(clients: Clients, service: FoundService): Promise<readonly string[] | undefined> {
  const subnets = service.networkConfiguration?.awsvpcConfiguration?.subnets;
  return subnets?.length ? subnetZones(clients, subnets) : undefined;
}
