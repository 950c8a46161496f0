import { Account } from './account';
import { Cdk } from './cdk';
import type { Emulator } from './emulator';

export interface Deployed {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId: string;
}

/** What stands after a deployment. */
export class Deployment {
  constructor(readonly resources: readonly Deployed[]) {}

  ofType(type: string): readonly Deployed[] {
    return this.resources.filter((resource) => resource.type === type);
  }

  /** The physical id of the one resource of a type whose logical id begins so. */
  id(type: string, logicalId: string): string {
    const found = this.ofType(type).filter((resource) => resource.logicalId.startsWith(logicalId));
    if (found.length !== 1) throw new Error(`${found.length} resources of ${type} begin with ${logicalId}`);
    return found[0]!.physicalId;
  }

  /** The physical id of a resource of a stack. */
  named(stack: string, logicalId: string): string {
    return this.resources.find((resource) => resource.stack === stack && resource.logicalId === logicalId)!.physicalId;
  }

  /** The resources that `before` did not hold just so: new ones, and those that were replaced. */
  since(before: Deployment): readonly Deployed[] {
    const key = (resource: Deployed) => JSON.stringify(resource);
    const known = new Set(before.resources.map(key));
    return this.resources.filter((resource) => !known.has(key(resource)));
  }
}

/** An emulator that runs, bootstrapped, with the CDK's command and the AWS SDK pointed at it. */
export async function bootstrapped(emulator: Emulator) {
  const running = await emulator.start();
  const cdk = new Cdk(emulator, running);
  try {
    await cdk.bootstrap();
  } catch (error) {
    await running.stop();
    throw error;
  }
  return { cdk, account: new Account(emulator, running), running };
}
