export { type Choosable, choosableServices } from './choosable';
export { isInTrouble, type JudgedRollout, type JudgedService } from './judge';
export { type Rollouts, rolloutsOf } from './rollouts';
export { type NotApplicable, SCENARIO_NAMES, SCENARIOS, type ScenarioName, zonesOf } from './scenario-kinds';
export { type Simulation, type SimulationRequest, simulationsOf } from './simulation';
export type { Undecided } from './undecided';
