import type { Clients } from '../aws/clients';

/** The number of the account that the credentials are of, which is that of its registry. */
export const accountNumber = async (clients: Clients): Promise<string> =>
  (await clients.ecr.describeRegistry({})).registryId ?? '';
