import { isUnknown, type Service } from '../../../template';
import { shortName } from '../../aws/arn';
import type { Account } from '../account';
import type { PreflightCheck } from '../check';
import { HOLDS, type PreflightOutcome, unknown } from '../outcome';
import { liveServiceOf } from './live-services';

/** What runs is what the stacks have deployed, so that their next update reverts nothing that others have done. */
export const runningServices: PreflightCheck = {
  id: 'running-services',
  title: 'Services run what their stacks have deployed, so that an update reverts nothing',
  questions: ({ services }, account) =>
    services
      // What stacks without a known name have deployed cannot be told.
      .filter(({ resource }) => account.isNamed(resource.stack))
      .map((service) => ({ subject: service.name, neededBy: [], look: () => look(service, account) })),
};

async function look(service: Service, account: Account): Promise<PreflightOutcome> {
  const live = await liveServiceOf(service, account);
  if (!live) return HOLDS;
  const { serviceName, taskDefinition: runs, desiredCount: from } = live;
  const controller = live.deploymentController?.type ?? 'ECS';
  // By other controllers the tasks run as task sets, whose definitions are not the service's.
  const definition = controller === 'ECS' ? service.taskDefinition : undefined;
  const deployed = definition && (await account.physicalId(definition));
  if (runs && deployed && runs !== deployed) {
    return unknown({
      code: 'changed-outside',
      service: serviceName,
      runs: shortName(runs),
      deployed: shortName(deployed),
    });
  }
  const to = service.leavesDesiredCount || service.daemon === true ? undefined : service.desiredCount;
  return from !== undefined && to !== undefined && !isUnknown(to) && from !== to
    ? unknown({ code: 'count-reset', service: serviceName, from, to })
    : HOLDS;
}
