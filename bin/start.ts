import { context } from '../cdk.json';
import { planOf } from '../lib/plan';
import { inventoryText, planText } from '../lib/report';
import { checkTemplates, isBlocking, isInternalError } from '../lib/rules';
import { inventoryOf } from '../lib/template';

/** Where `cdk synth` puts its output too. */
const OUTPUT = 'cdk.out';

const NEXT = `To look at the plan rather than read it:
  npx tsx bin/stowage.ts plan --html plan.html      then open plan.html in a browser

To deploy it, with credentials of an AWS account:
  npx cdk bootstrap
  npx cdk deploy ShopImages      the repositories first: nothing can run before its image is there
  docker push …                  one image to each repository, built for arm64, tagged v1.0.0
  npx cdk deploy --all --context release=v1.0.0
  npx cdk destroy --all          when you have seen enough`;

/** Synthesizes the example as the CDK's command would, says what it holds, plans it, and checks it. */
function start(): void {
  process.env.CDK_OUTDIR = OUTPUT;
  process.env.CDK_CONTEXT_JSON = JSON.stringify({ ...context, 'aws:cdk:enable-path-metadata': true });
  // Only now, since the app reads both when it is loaded.
  const { app } = require('./app') as typeof import('./app');
  app.synth();
  const checked = checkTemplates([OUTPUT]);
  const report = { ...checked, plan: planOf(checked.model), severity: 'info', idle: [] } as const;
  const plan = planText(report, { colour: false });
  const inventory = inventoryText(inventoryOf(checked.model));
  console.log(
    ['The example, synthesized to cdk.out:', '', ...inventory, 'What stowage plan cdk.out shows:', '', plan, NEXT].join(
      '\n',
    ),
  );
  if (checked.findings.some((finding) => isBlocking(finding) || isInternalError(finding))) process.exitCode = 1;
}

start();
