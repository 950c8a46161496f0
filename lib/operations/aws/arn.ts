/** The part of an ARN (or name) after its last slash. */
export const shortName = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

/** The region and the account of an ARN; neither of a name. */
export function arnParts(arn = ''): { readonly region?: string; readonly account?: string } {
  const [, , , region, account] = arn.startsWith('arn:') ? arn.split(':') : [];
  return { ...(region && { region }), ...(account && { account }) };
}
