import type { Clients, Clock } from '../../../../lib/operations';
import { iamAction, type ServiceName } from '../../../../lib/operations/aws/actions';
import { translated } from '../../../../lib/operations/aws/problem/translate';
import { autoScalingCalls } from './auto-scaling-calls';
import { cloudFormationCalls } from './cloud-formation-calls';
import { ecsCalls } from './ecs-calls';
import { goOn } from './life';
import type { World } from './world';

/** A refusal as the SDK throws it. */
export const refusal = (name: string, message = name): Error => Object.assign(new Error(message), { name });

/** Answers of one service, by method, with the SDK's shapes. */
export type Calls = Readonly<Record<string, (input: never) => object>>;

/** Methods that change nothing. */
const READS = /^(describe|list|get)/;

/** What happens around each call, such as a fault. */
export type Around = (call: () => object, method: string, input: unknown) => object;

/** The calls of operations, answered by an account. */
export function emulatedClients(world: World, clock: Clock, around: Around = (call) => call()): Clients {
  const services: Partial<Record<ServiceName, Calls>> = {
    ecs: ecsCalls(world),
    ...autoScalingCalls(world),
    ...cloudFormationCalls(world),
  };
  const clients = Object.fromEntries(
    Object.entries(services).map(([service, calls]) => [
      service,
      answering(world, clock, service as ServiceName, calls, around),
    ]),
  );
  const made = { ...clients, region: async () => 'eu-west-1', endingWith: () => made };
  // Only what a teardown calls is answered; anything else fails at once, being no function.
  return made as unknown as Clients;
}

function answering(world: World, clock: Clock, service: ServiceName, calls: Calls, around: Around) {
  return Object.fromEntries(
    Object.entries(calls).map(([method, answer]) => [
      method,
      async (input: never) => {
        try {
          goOn(world, clock.now());
          return around(
            () => {
              if (!READS.test(method)) world.changes.push(method);
              return answer(input);
            },
            method,
            input,
          );
        } catch (error) {
          throw translated(error, iamAction(service, method));
        }
      },
    ]),
  );
}
