/** Milliseconds since 1970 as a time of day: UTC, as in the logs that it is compared with. */
export const timeOfDay = (at: number): string => new Date(at).toISOString().slice(11, 19);
