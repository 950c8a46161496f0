import { grantOf, isUnknown } from '../../../lib/template';
import { modelOf } from '../model-of';

const POLICY = (effect: string, action: string, resource: string, more = '') =>
  `{Statement: [{Effect: ${effect}, Action: ${action}, Resource: ${resource}${more}}]}`;

const template = (role: string, others = '') => `Parameters: {Given: {Type: String}}
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties: ${role}
${others}`;

const grant = (text: string, action = 'ssm:GetParameters', resource = 'arn:aws:ssm:eu-west-1:1:parameter/a') => {
  const [role] = modelOf(text).roles.values();
  const answer = grantOf(role!, action, resource);
  return isUnknown(answer) ? 'unknown' : answer;
};

test('every way of attaching a policy counts', () => {
  const document = POLICY('Allow', '"ssm:*"', '"*"');
  expect(grant(template('{}'))).toBe('missing');
  expect(grant(template(`{Policies: [{PolicyName: p, PolicyDocument: ${document}}]}`))).toBe('granted');
  for (const [type, at] of [
    ['Policy', 'Roles: [!Ref Role]'],
    ['ManagedPolicy', 'Roles: [!Ref Role]'],
    ['RolePolicy', 'RoleName: !Ref Role'],
  ]) {
    const policy = `  P: {Type: "AWS::IAM::${type}", Properties: {${at}, PolicyDocument: ${document}}}`;
    expect(grant(template('{}', policy))).toBe('granted');
  }
  const managed = `  P: {Type: AWS::IAM::ManagedPolicy, Properties: {PolicyDocument: ${document}}}`;
  expect(grant(template('{ManagedPolicyArns: [!Ref P]}', managed))).toBe('granted');
  const named = `  P: {Type: AWS::IAM::Policy, Properties: {Roles: [app], PolicyDocument: ${document}}}`;
  expect(grant(template('{RoleName: app}', named))).toBe('granted');
  expect(grant(template('{RoleName: other}', named))).toBe('missing');
});

test("AWS's own policies are known by name, others are unread", () => {
  const managed = (arn: string) => grant(template(`{ManagedPolicyArns: ["${arn}"]}`));
  expect(managed('arn:aws:iam::aws:policy/AmazonSSMReadOnlyAccess')).toBe('granted');
  expect(managed('arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy')).toBe('missing');
  expect(managed('arn:aws:iam::aws:policy/SomethingNew')).toBe('unknown');
  expect(managed('arn:aws:iam::111122223333:policy/AdministratorAccess')).toBe('unknown');
  expect(grant(template('{ManagedPolicyArns: !Ref Given}'))).toBe('unknown');
});

test('actions, resources and their opposites are matched', () => {
  const inline = (document: string) => grant(template(`{Policies: [{PolicyName: p, PolicyDocument: ${document}}]}`));
  expect(inline(POLICY('Allow', '[ssm:getparameters]', '["arn:aws:ssm:*:*:parameter/*"]'))).toBe('granted');
  expect(inline(POLICY('Allow', 'ssm:GetParameter', '"*"'))).toBe('missing');
  expect(inline(POLICY('Allow', '"ssm:*"', '"arn:aws:ssm:*:*:parameter/b"'))).toBe('missing');
  expect(inline(POLICY('Allow', '"ssm:*"', '!Ref Given'))).toBe('unknown');
  expect(inline('{Statement: {Effect: Allow, NotAction: "iam:*", Resource: "*"}}')).toBe('granted');
  expect(inline('{Statement: {Effect: Allow, NotAction: "ssm:*", Resource: "*"}}')).toBe('missing');
  expect(inline(`'{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}'`)).toBe('granted');
});

test('a deny wins, and a condition leaves the answer open', () => {
  const inline = (...documents: string[]) =>
    grant(template(`{Policies: [${documents.map((one) => `{PolicyName: p, PolicyDocument: ${one}}`).join(', ')}]}`));
  const allow = POLICY('Allow', '"*"', '"*"');
  const mfa = ', Condition: {Bool: {"aws:MultiFactorAuthPresent": true}}';
  expect(inline(allow, POLICY('Deny', '"ssm:*"', '"*"'))).toBe('denied');
  expect(inline(allow, POLICY('Deny', '"ssm:*"', '"*"', mfa))).toBe('unknown');
  expect(inline(POLICY('Allow', '"*"', '"*"', mfa))).toBe('unknown');
  expect(inline(allow, POLICY('Allow', '"*"', '"*"', mfa))).toBe('granted');
  const via = ', Condition: {StringEquals: {"kms:ViaService": secretsmanager.eu-west-1.amazonaws.com}}';
  expect(inline(POLICY('Allow', '"*"', '"*"', via))).toBe('granted');
});
