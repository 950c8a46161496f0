// The CDK's own validator makes every synthesis about four times slower; one test turns it back on.
process.env.CDK_VALIDATION ??= 'false';

// Property tests look further at every run; in CI they look at the same cases, so that a change is not blamed for luck.
if (process.env.CI) (require('fast-check') as typeof import('fast-check')).configureGlobal({ seed: 20_261_124 });

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
