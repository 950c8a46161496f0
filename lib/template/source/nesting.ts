/** CloudFormation itself refuses templates that nest deeper than this by far. */
export const MAX_DEPTH = 200;

/**
 * Whether YAML nests so deep that reading it could overflow the stack, which would end the process and not just the
 * reading. Told from the text alone, and so roughly: by brackets, indentation and list marks, wherever they stand.
 */
export function nestsTooDeep(text: string): boolean {
  let open = 0;
  for (const char of text) {
    if (char === '[' || char === '{') open++;
    else if ((char === ']' || char === '}') && open > 0) open--;
    if (open > MAX_DEPTH) return true;
  }
  return (text.match(/^(?:[-?]? +|[-?]$)+/gm) ?? []).some((lead) => lead.length > 3 * MAX_DEPTH);
}
