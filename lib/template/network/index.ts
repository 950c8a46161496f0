export { cidrsOverlap } from './cidr';
export { policyAllows } from './endpoint-policy';
export { Network } from './network';
export { type PortRange, touches, uncovered } from './port-ranges';
export type { WayOut } from './routing';
export type { Opening, Peer, SecurityGroups } from './security-group';
export type { VpcEndpoint } from './vpc-endpoint';
