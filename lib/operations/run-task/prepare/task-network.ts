import type { RunTaskCommandInput } from '@aws-sdk/client-ecs';
import type { FoundTaskDefinition } from '../../live/task/find-task-definition';
import type { RunTaskSettings } from '../run-task-request';
import { invalid } from './invalid';

/** The part of a call that says what network tasks are in. @throws OperationError invalid-request */
export function networkInput(
  { network }: RunTaskSettings,
  { networkMode, family }: FoundTaskDefinition,
): Pick<RunTaskCommandInput, 'networkConfiguration'> {
  if (networkMode !== 'awsvpc') {
    if (!network) return {};
    throw invalid(`tasks of ${family} use the network of their instance; leave out --subnets and --security-groups`);
  }
  if (!network?.subnets.length) {
    throw invalid(
      `tasks of ${family} have network interfaces of their own (awsvpc); give --subnets, of private subnets`,
    );
  }
  const { subnets, securityGroups } = network;
  return {
    networkConfiguration: {
      awsvpcConfiguration: {
        subnets: [...subnets],
        ...(securityGroups?.length && { securityGroups: [...securityGroups] }),
      },
    },
  };
}
