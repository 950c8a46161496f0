import type { TaskDefinition } from '@aws-sdk/client-ecs';
import { nearNames } from '../../../placement';
import { arnParts, shortName } from '../../aws/arn';
import type { Clients } from '../../aws/clients';
import { everyPage, ifListed } from '../../aws/pages';
import { OperationError, refusedWith } from '../../aws/problem/operation-error';

/** A task definition that is there. */
export interface FoundTaskDefinition extends TaskDefinition {
  readonly taskDefinitionArn: string;
  readonly family: string;
  readonly revision: number;
}

/**
 * Finds a revision of a task definition: `family` (its newest), `family:revision` or an ARN.
 * @throws OperationError with near families
 */
export async function findTaskDefinition(clients: Clients, name: string): Promise<FoundTaskDefinition> {
  const where = await clients.region();
  const { region = where } = arnParts(name);
  if (region !== where) {
    const detail = `the task definition ${shortName(name)} is of ${region}, and what is asked is ${where}; give --region ${region}, or the family alone`;
    throw new OperationError({ code: 'invalid-request', detail });
  }
  try {
    const { taskDefinition } = await clients.ecs.describeTaskDefinition({ taskDefinition: name });
    return taskDefinition as FoundTaskDefinition;
  } catch (error) {
    // ECS answers with a ClientException: "Unable to describe task definition."
    if (!refusedWith(error, 'ClientException')) throw error;
    const family = shortName(name).replace(/:.*$/, '');
    const families = await ifListed(
      everyPage(
        (nextToken) => clients.ecs.listTaskDefinitionFamilies({ status: 'ACTIVE', nextToken }),
        (answer) => answer.families,
      ),
    );
    throw new OperationError(
      { code: 'not-found', kind: 'task definition', name, where, near: nearNames(family, families) },
      error,
    );
  }
}
