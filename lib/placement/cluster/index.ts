export * from './capacity-provider-strategy';
export * from './daemons';
export * from './launch';
export * from './plan-cluster';
export * from './scale-in';
