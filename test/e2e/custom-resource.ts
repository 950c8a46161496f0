import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Deployment } from './deployment';
import { ACCOUNT, REGION } from './emulator';
import { runToEnd } from './process';

export interface CustomResourceAnswer {
  readonly Status: 'SUCCESS' | 'FAILED';
  readonly Reason: string;
  readonly PhysicalResourceId: string;
}

/** Runs an inline function for one event, as Lambda would for CloudFormation, and returns every answer it gives. */
export async function invokeCustomResource(
  code: string,
  event: object,
  environment: NodeJS.ProcessEnv,
): Promise<readonly CustomResourceAnswer[]> {
  const answers: CustomResourceAnswer[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (text) => {
      body += text;
    });
    request.on('end', () => {
      answers.push(JSON.parse(body));
      response.end();
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const ResponseURL = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const call = `exports.handler(${JSON.stringify({ ...event, ResponseURL })}, { getRemainingTimeInMillis: () => 600000 });`;
  // The SDK of the Lambda runtime is the one of this project.
  const settings = { ...environment, NODE_PATH: join(__dirname, '..', '..', 'node_modules') };
  try {
    await runToEnd(process.execPath, ['--eval', `${code}\n${call}`], 100, settings);
  } finally {
    server.close();
  }
  return answers;
}

const PSEUDO_PARAMETERS: Record<string, string> = {
  'AWS::AccountId': ACCOUNT,
  'AWS::Partition': 'aws',
  'AWS::Region': REGION,
};

/**
 * The text that CloudFormation would make of a property: of names, joins, imports, and of the one attribute of a resource
 * that is its name too (a security group's `GroupId`).
 */
export function resolve(
  value: unknown,
  stack: string,
  deployment: Deployment,
  exports: ReadonlyMap<string, string>,
): string {
  if (typeof value === 'string') return value;
  const again = (part: unknown): string => resolve(part, stack, deployment, exports);
  const [[intrinsic, argument]] = Object.entries(value as object) as [[string, unknown]];
  switch (intrinsic) {
    case 'Fn::Join': {
      const [delimiter, parts] = argument as [string, unknown[]];
      return parts.map(again).join(delimiter);
    }
    case 'Fn::ImportValue':
      return exports.get(again(argument))!;
    case 'Ref':
      return PSEUDO_PARAMETERS[argument as string] ?? deployment.named(stack, argument as string);
    case 'Fn::GetAtt': {
      const [logicalId, attribute] = argument as [string, string];
      if (attribute === 'GroupId') return deployment.named(stack, logicalId);
    }
  }
  throw new Error(`nobody resolves ${JSON.stringify(value)}`);
}
