/**
 * The source of a Lambda function behind a custom resource: `act` does the work and throws to fail, this answers
 * CloudFormation either way. Plain JavaScript for `Code.fromInline`, because a library must not bring assets along.
 *
 * @param act source that defines `const act = async (event) => {…}`; `sdk('ecs')` is the AWS SDK's client for ECS, which
 * the function's runtime brings along
 * @param physicalId source of the physical id, an expression over `event`
 */
export function inlineHandler(act: string, physicalId: string): string {
  return `const sdk = (client) => require(\`@aws-sdk/client-\${client}\`);
${act.trim()}

exports.handler = async (event) => {
  let failure;
  try {
    await act(event);
  } catch (error) {
    console.error(error);
    failure = error;
  }
  const answer = {
    Status: failure ? 'FAILED' : 'SUCCESS',
    Reason: failure ? String(failure.message ?? failure) : undefined,
    PhysicalResourceId: ${physicalId},
    StackId: event.StackId,
    RequestId: event.RequestId,
    LogicalResourceId: event.LogicalResourceId,
  };
  await fetch(event.ResponseURL, {
    method: 'PUT',
    headers: { 'content-type': '' },
    body: Buffer.from(JSON.stringify(answer)),
  });
};
`;
}
