/** A block of IPv4 addresses. */
interface Block {
  readonly first: number;
  readonly last: number;
}

/** Whether two IPv4 blocks in CIDR notation share an address; undefined when one of them is not IPv4. */
export function cidrsOverlap(a: string, b: string): boolean | undefined {
  const [x, y] = [blockOf(a), blockOf(b)];
  return x && y && x.first <= y.last && y.first <= x.last;
}

/** How many leading bits a block fixes; undefined when it is not a block of IPv4 addresses. */
export const prefixLength = (cidr: string): number | undefined => {
  const length = /\/(\d+)$/.exec(cidr)?.[1];
  return blockOf(cidr) && Number(length);
};

function blockOf(cidr: string): Block | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(cidr.trim());
  if (!match) return undefined;
  const [a, b, c, d, prefix] = match.slice(1).map(Number) as [number, number, number, number, number];
  if ([a, b, c, d].some((byte) => byte > 255) || prefix > 32) return undefined;
  const size = 2 ** (32 - prefix);
  const address = ((a * 256 + b) * 256 + c) * 256 + d;
  const first = address - (address % size);
  return { first, last: first + size - 1 };
}
