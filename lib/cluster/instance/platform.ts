import { Annotations, Token } from 'aws-cdk-lib';
import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import type { IConstruct } from 'constructs';
import { MisuseError } from '../../errors';
import { instanceType } from '../../placement/instance-types';
import type { Accelerator, Architecture, InstanceChoice } from './instance-choice';

/** What a machine image must suit. */
export interface Platform {
  readonly architecture: Architecture;
  readonly accelerator?: Accelerator;
}

const INSTANCE_TYPE = /^[a-z][a-z0-9]*(-[a-z0-9]+)*\.[a-z0-9-]+$/;

/**
 * The platform that all instances of a choice share.
 *
 * @throws MisuseError `InstanceTypesInvalid`, `InstanceTypesMixed`, `InstanceTypeUnreadable`
 */
export function platformOf(choice: InstanceChoice, scope: IConstruct): Platform {
  if (choice.requirements !== undefined) {
    return { architecture: choice.architecture, accelerator: choice.accelerator };
  }
  const types = choice.instanceTypes;
  if (types.length === 0) throw new MisuseError('InstanceTypesInvalid', 'name at least one instance type', scope);
  const repeated = types.find((type, index) => types.indexOf(type) !== index);
  if (repeated) throw new MisuseError('InstanceTypesInvalid', `'${repeated}' is named twice; name it once`, scope);

  const readable = types.filter((type) => !Token.isUnresolved(type));
  if (readable.length < types.length && choice.architecture === undefined) {
    throw new MisuseError(
      'InstanceTypeUnreadable',
      'an instance type is a token, so its architecture cannot be read: say `architecture` (and `accelerator`, if any)',
      scope,
    );
  }
  const platforms = readable.map((type) => platformOfType(type, scope));
  for (const type of readable) warnIfUnknown(type, scope);
  const first = platforms[0];
  const said = {
    architecture: choice.architecture ?? first!.architecture,
    accelerator: choice.accelerator ?? first?.accelerator,
  };
  const other = platforms.findIndex(
    ({ architecture, accelerator }) => architecture !== said.architecture || accelerator !== said.accelerator,
  );
  if (other >= 0) {
    throw new MisuseError(
      'InstanceTypesMixed',
      `'${readable[other]}' is ${describe(platforms[other]!)}, the capacity is ${describe(said)}: one machine image ` +
        'cannot suit both; declare a capacity for each',
      scope,
    );
  }
  return said;
}

function platformOfType(type: string, scope: IConstruct): Platform {
  if (!INSTANCE_TYPE.test(type)) {
    throw new MisuseError('InstanceTypesInvalid', `'${type}' is no instance type; write it as m7g.large`, scope);
  }
  const family = type.split('.')[0]!;
  // Families for which there is no ECS-optimized image of Amazon Linux 2023 or Bottlerocket, or no driver in it.
  if (/^(a1$|g4ad$|mac|dl\d|vt\d)/.test(family)) {
    throw new MisuseError('InstanceTypesInvalid', `no machine image offered here supports '${type}'`, scope);
  }
  return {
    architecture: new InstanceType(type).architecture === 'arm64' ? 'arm64' : 'x86_64',
    accelerator: /^(p\d|g\d|gr\d)/.test(family) ? 'gpu' : /^(inf|trn)\d/.test(family) ? 'neuron' : undefined,
  };
}

/** A slip of a name fails only when an instance is launched; but a type may be newer than this release, and is usable. */
function warnIfUnknown(type: string, scope: IConstruct): void {
  const answer = instanceType(type);
  if (answer.code === 'found') return;
  const near = answer.nearNames.length > 0 ? `: did you mean ${answer.nearNames.join(', ')}?` : '.';
  Annotations.of(scope).addWarningV2(
    'cdk-stowage:unknownInstanceType',
    `'${type}' is none of the instance types this release knows${near} If it is newer, acknowledge this warning`,
  );
}

function describe({ architecture, accelerator }: Platform): string {
  return accelerator ? `${architecture} with ${accelerator}` : `${architecture} without accelerator`;
}
