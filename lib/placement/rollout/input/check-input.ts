import { Checker } from '../../input/checker';
import type { RolloutInput } from '../scenario';
import { checkCluster } from './check-cluster';
import { checkAssumptions, checkTimings, checkTraffic } from './check-options';
import { checkScenario } from './check-scenario';

/** @throws PlacementInputError naming everything that is wrong. */
export function checkRolloutInput(input: RolloutInput): void {
  const check = new Checker();
  if (check.record(input, 'input')) checkCluster(input.cluster, check);
  check.finish();
  if (input.timings !== undefined) checkTimings(input.timings, check);
  if (input.traffic !== undefined) checkTraffic(input.traffic, check);
  if (input.assumptions !== undefined) checkAssumptions(input.assumptions, check);
  checkScenario(input, check);
  check.finish();
}
