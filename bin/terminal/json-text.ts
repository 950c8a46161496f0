/** A result for machines, as a text that people can read too. */
export const jsonText = (result: object): string => `${JSON.stringify(result, undefined, 2)}\n`;

/** One of many, in a line of its own. */
export const jsonLine = (one: object): string => `${JSON.stringify(one)}\n`;
