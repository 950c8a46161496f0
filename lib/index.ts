export * from './cluster';
export * from './errors';
export * from './images';
export * from './jobs';
export { StowageChecks, type StowageChecksProps } from './rules/plugin';
export * from './service';
export * from './task';
