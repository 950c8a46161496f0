/** The id of a task from its ARN. */
export const shortId = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);
