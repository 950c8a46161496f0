export type { CpuManufacturer, FigureBounds, ListedInstanceType } from './listed-instance-type';
export { type InstanceTypeAnswer, instanceFamilies, instanceFamily, instanceType } from './lookup';
export { coveredRegions, offeredIn } from './offerings';
export { type Inclusion, type InstanceRequirements, type RequirementRange, selectInstanceTypes } from './requirements';
export { instanceTypeSources, instanceTypeTable } from './table';
