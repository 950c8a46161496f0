import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

/**
 * The one function below `scope` that runs the source of a custom resource, made when it is first asked for.
 * Its log group goes with it.
 */
export function inlineFunction(scope: Construct, id: string, source: string, description: string): LambdaFunction {
  const existing = scope.node.tryFindChild(id);
  if (existing instanceof LambdaFunctionScope) return existing.lambda;
  return new LambdaFunctionScope(scope, id, source, description).lambda;
}

class LambdaFunctionScope extends Construct {
  readonly lambda: LambdaFunction;

  constructor(scope: Construct, id: string, source: string, description: string) {
    super(scope, id);
    this.lambda = new LambdaFunction(this, 'Function', {
      description,
      runtime: Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: Code.fromInline(source),
      timeout: Duration.minutes(3),
      logGroup: new LogGroup(this, 'Logs', {
        retention: RetentionDays.ONE_MONTH,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
    });
  }
}
