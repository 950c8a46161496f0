import { CustomResource } from 'aws-cdk-lib';
import { ArnPrincipal, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { InlineFunction } from '../inline-resource/inline-function';
import { TRUNKING_HANDLER } from './trunking-handler';

/**
 * Turns ENI trunking on for the instances of one role, before the first of them starts: instances that are running
 * already never get a trunk interface. CloudFormation has no resource for account settings.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-instance-eni.html
 */
export class EniTrunking extends Construct {
  /** @param functions where the function is kept that all capacities of a cluster share */
  constructor(scope: Construct, id: string, role: Role, functions: Construct) {
    super(scope, id);
    const caller = InlineFunction.of(
      functions,
      'Trunking',
      TRUNKING_HANDLER,
      'Turns ENI trunking on for ECS container instance roles',
    );
    caller.role.addToPolicy(new PolicyStatement({ actions: ['sts:AssumeRole'], resources: [role.roleArn] }));
    role.assumeRolePolicy?.addStatements(
      new PolicyStatement({ actions: ['sts:AssumeRole'], principals: [new ArnPrincipal(caller.role.roleArn)] }),
    );
    role.addToPolicy(
      new PolicyStatement({
        actions: ['ecs:PutAccountSetting'],
        resources: ['*'],
        conditions: { StringEquals: { 'ecs:account-setting': 'awsvpcTrunking' } },
      }),
    );
    const setting = new CustomResource(this, 'Resource', {
      serviceToken: caller.lambda.functionArn,
      resourceType: 'Custom::StowageTrunking',
      properties: { role: role.roleArn },
    });
    // The role's own policy must allow the call by then.
    setting.node.addDependency(role);
  }
}
