export { type AgentSettings, agentAttributes, type MachineImageFamily } from './agent-attributes';
export { OBSERVED_MEMORY_MIB } from './observed-memory';
export { type RegistrationOptions, registeredResources } from './registered-resources';
