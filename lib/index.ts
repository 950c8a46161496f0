export * from './cluster';
export * from './errors';
export * from './images';
export * from './jobs';
export * from './service';
export * from './task';
