export { type DemandOptions, demandOf } from './demand-of';
export { parseCpuUnits, parseMemoryMiB } from './size';
export type * from './task-definition-json';
