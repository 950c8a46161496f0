export * from './bounds';
export * from './circuit-breaker';
