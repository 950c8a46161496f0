import type { Clients } from '../../aws/clients';
import { everyPage } from '../../aws/pages';

/** The clusters of a region. */
export const clusterArnsIn = (clients: Clients): Promise<readonly string[]> =>
  everyPage(
    (nextToken) => clients.ecs.listClusters({ nextToken }),
    ({ clusterArns }) => clusterArns,
  );
