import type * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';

/** Lets the execution role read the file of Active Directory credentials, which the L2 leaves out. */
export function grantCredentialSpec(taskDefinition: ecs.TaskDefinition, spec: ecs.CredentialSpec): void {
  const { location } = spec.bind();
  const action = location.includes(':s3:::') ? 's3:GetObject' : 'ssm:GetParameters';
  taskDefinition.addToExecutionRolePolicy(new iam.PolicyStatement({ actions: [action], resources: [location] }));
}
