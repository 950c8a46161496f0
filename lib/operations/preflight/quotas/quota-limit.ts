import type { Clients } from '../../aws/clients';
import { refusedWith } from '../../aws/problem/operation-error';

/** The quota of the account, or the one of AWS where the account has none of its own. */
export async function quotaLimit(
  clients: Clients,
  ServiceCode: string,
  QuotaCode: string,
): Promise<number | undefined> {
  const request = { ServiceCode, QuotaCode };
  try {
    return (await clients.quotas.getServiceQuota(request)).Quota?.Value;
  } catch (error) {
    if (!refusedWith(error, 'NoSuchResourceException')) throw error;
  }
  try {
    return (await clients.quotas.getAWSDefaultServiceQuota(request)).Quota?.Value;
  } catch (error) {
    if (!refusedWith(error, 'NoSuchResourceException')) throw error;
    return undefined;
  }
}
