/** The defaults, replaced by what is given; what is given as undefined counts as not given. */
export function withDefaults<Options extends object>(
  defaults: Options,
  ...given: (Partial<Options> | undefined)[]
): Options {
  const result = { ...defaults };
  for (const options of given) {
    for (const name of Object.keys(defaults) as (keyof Options)[]) {
      const value = options?.[name];
      if (value !== undefined) result[name] = value;
    }
  }
  return result;
}
