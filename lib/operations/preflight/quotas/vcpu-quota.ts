/** How instances are paid for, as quotas tell them apart. */
export type Purchase = 'on-demand' | 'spot';

/** A quota of EC2 on the vCPUs of running instances of some families. */
export interface VcpuQuota {
  readonly code: string;
  /** The families, as AWS names them. */
  readonly families: string;
  readonly purchase: Purchase;
}

/**
 * Families by how their names begin, and the quotas on them: on demand, then spot.
 * @see https://docs.aws.amazon.com/ec2/latest/instancetypes/ec2-instance-quotas.html
 */
const QUOTAS: readonly (readonly [begins: RegExp, families: string, onDemand: string, spot?: string])[] = [
  [/^(a|c|d|h|i|im|is|m|r|t|z)\d/, 'Standard (A, C, D, H, I, M, R, T, Z)', 'L-1216C47A', 'L-34B43A08'],
  [/^(g|gr|vt)\d/, 'G and VT', 'L-DB2E81BA', 'L-3819A6DF'],
  [/^p5/, 'P', 'L-417A185B', 'L-C4BD4855'],
  [/^p[234]/, 'P', 'L-417A185B', 'L-7212CCBC'],
  // The quota on spot instances of later families is not known here.
  [/^p\d/, 'P', 'L-417A185B'],
  [/^x\d/, 'X', 'L-7295265B', 'L-E3A00192'],
  [/^f\d/, 'F', 'L-74FC7D96', 'L-88CF9481'],
  [/^inf\d/, 'Inf', 'L-1945791B', 'L-B5D1601B'],
  [/^trn\d/, 'Trn', 'L-2C3B7624', 'L-6B0D517C'],
  [/^dl\d/, 'DL', 'L-6E869C2A', 'L-85EED4F7'],
  [/^hpc\d/, 'HPC', 'L-F7808C92'],
  [/^u[-\d]/, 'High Memory', 'L-43DA4232'],
];

/** The quota that instances of a type count against; undefined for those whose quota is not known here. */
export function vcpuQuota(instanceType: string, purchase: Purchase): VcpuQuota | undefined {
  const [, families, onDemand, spot] = QUOTAS.find(([begins]) => begins.test(instanceType)) ?? [];
  const code = purchase === 'spot' ? spot : onDemand;
  return code === undefined || families === undefined ? undefined : { code, families, purchase };
}
