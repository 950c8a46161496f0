import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

/**
 * The one function below `scope` that runs the source of a custom resource, made when it is first asked for.
 * Its log group goes with it, and its role may write there and do what is added to it, no more.
 */
export class InlineFunction extends Construct {
  static of(scope: Construct, id: string, source: string, description: string): InlineFunction {
    const existing = scope.node.tryFindChild(id);
    return existing instanceof InlineFunction ? existing : new InlineFunction(scope, id, source, description);
  }

  readonly lambda: LambdaFunction;
  readonly role: Role;

  private constructor(scope: Construct, id: string, source: string, description: string) {
    super(scope, id);
    const logGroup = new LogGroup(this, 'Logs', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(this.role);
    this.lambda = new LambdaFunction(this, 'Function', {
      description,
      runtime: Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: Code.fromInline(source),
      timeout: Duration.minutes(3),
      role: this.role,
      logGroup,
    });
  }
}
