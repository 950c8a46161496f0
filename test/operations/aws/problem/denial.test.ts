import { denied, errorOf, me, role, saysOf, sdkError } from './real-errors';

saysOf('permission', [
  [
    'AccessDeniedException',
    denied(`ecs:RunTask on resource: ${role} because no identity-based policy allows the ecs:RunTask action`),
    'access-denied',
    /add to the policy: \{"Effect"/,
  ],
  [
    'AccessDeniedException',
    denied(`ecs:RunTask on resource: ${role} because no permissions boundary allows the ecs:RunTask action`),
    'access-denied',
    /add to the permissions boundary: \{/,
  ],
  [
    'AccessDeniedException',
    denied(`ecs:RunTask on resource: ${role} because no service control policy allows the ecs:RunTask action`),
    'access-denied',
    /add to the service control policy: \{/,
  ],
  [
    'AccessDeniedException',
    denied(`ecs:RunTask on resource: ${role} because no session policy allows the ecs:RunTask action`),
    'access-denied',
    /add to the session policy: \{/,
  ],
  [
    'AccessDeniedException',
    denied(`ecr:BatchGetImage on resource: ${role} because no VPC endpoint policy allows the ecr:BatchGetImage action`),
    'access-denied',
    /ecr:BatchGetImage on .*add to the VPC endpoint policy: \{/,
  ],
  [
    'AccessDeniedException',
    denied(
      `secretsmanager:DescribeSecret on resource: ${role} because no resource-based policy allows the secretsmanager:DescribeSecret action`,
    ),
    'access-denied',
    /add to the resource-based policy: \{/,
  ],
  [
    'AccessDeniedException',
    denied(`ecs:RunTask on resource: ${role} with an explicit deny in a service control policy`),
    'access-denied',
    /a service control policy denies it; ask/,
  ],
  [
    'AccessDeniedException',
    denied(
      `ecs:RunTask on resource: ${role} with an explicit deny in an identity-based policy: arn:aws:iam::111122223333:policy/no`,
    ),
    'access-denied',
    /an identity-based policy denies it; ask/,
  ],
  [
    'AccessDenied',
    `${denied('sts:AssumeRole')} on resource: ${role}`,
    'access-denied',
    /sts:AssumeRole on arn:aws:iam::111122223333:role\/app as arn/,
  ],
  [
    'AccessDenied',
    denied(
      'elasticloadbalancing:DescribeTargetHealth because no identity-based policy allows the elasticloadbalancing:DescribeTargetHealth action',
    ),
    'access-denied',
    /"Action":"elasticloadbalancing:DescribeTargetHealth","Resource":"\*"/,
  ],
  [
    'AccessDenied',
    denied('cloudformation:DescribeStacks on resource: * because no identity-based policy allows it'),
    'access-denied',
    /"Resource":"\*"/,
  ],
  [
    'AccessDeniedException',
    'User is not authorized to access this resource',
    'access-denied',
    /"Action":"ecs:RunTask"/,
  ],
  [
    'AccessDeniedException',
    `${denied('kms:Decrypt')} on the resource associated with this ciphertext because no identity-based policy allows the kms:Decrypt action`,
    'access-denied',
    /no permission for kms:Decrypt as .*"Action":"kms:Decrypt"/,
  ],
  [
    'UnauthorizedOperation',
    'You are not authorized to perform this operation. Encoded authorization failure message: gHk9x-_A',
    'access-denied',
    /aws sts decode-authorization-message --encoded-message gHk9x-_A$/,
  ],
  [
    'UnauthorizedOperation',
    `You are not authorized to perform this operation. ${denied('ec2:DescribeRegions because no identity-based policy allows the ec2:DescribeRegions action')}`,
    'access-denied',
    /"Action":"ec2:DescribeRegions"/,
  ],
  [
    'ClientException',
    `${denied(`iam:PassRole on resource: ${role}`)} because no identity-based policy allows the iam:PassRole action`,
    'access-denied',
    /"Action":"iam:PassRole","Resource":"arn:aws:iam::111122223333:role\/app","Condition":.*ecs-tasks/,
  ],
]);

describe('a refusal for want of permission', () => {
  const denial = (rest: string) => errorOf(sdkError('AccessDeniedException', denied(rest))).problem;

  test('names the action, the resource, who asked and the policy that lacks it', () => {
    expect(denial(`iam:PassRole on resource: ${role} because no permissions boundary allows it`)).toEqual({
      code: 'access-denied',
      action: 'iam:PassRole',
      resource: role,
      principal: me,
      explicit: false,
      policy: 'permissions boundary',
    });
  });

  test('by a policy that denies it is not mended by another statement', () => {
    const error = errorOf(
      sdkError(
        'AccessDeniedException',
        denied(`ecs:RunTask on resource: ${role} with an explicit deny in a session policy`),
      ),
    );
    expect(error.problem).toMatchObject({ explicit: true, policy: 'session policy' });
    expect(error.message).not.toContain('"Effect"');
  });

  test('of the key that encrypts a secret names the action that is missing', () => {
    const error = errorOf(sdkError('AccessDeniedException', 'Access to KMS is not allowed'));
    expect(error.problem).toMatchObject({ code: 'access-denied', action: 'kms:Decrypt', explicit: false });
  });

  test('without a word of it names what was called', () => {
    expect(errorOf(sdkError('UnauthorizedOperation', 'You are not authorized.')).problem).toEqual({
      code: 'access-denied',
      action: 'ecs:RunTask',
      explicit: false,
    });
  });
});
