// The CDK's own validator makes every synthesis about four times slower; one test turns it back on.
process.env.CDK_VALIDATION ??= 'false';
