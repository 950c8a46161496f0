export * from './assumptions';
export * from './managed-scaling';
export * from './needed-instances';
export * from './reservation';
export * from './termination';
export * from './zone-rebalancing';
