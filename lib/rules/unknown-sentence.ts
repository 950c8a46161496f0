import type { Unknown } from '../template';

/** Why something is not known, as half a sentence that names what would settle it. */
export function unknownSentence({ reason }: Unknown): string {
  switch (reason.code) {
    case 'parameter':
      return `the parameter ${reason.name} has no default (give --parameter ${reason.name}=VALUE)`;
    case 'ssm-parameter':
      return `the SSM parameter ${reason.name} is read at deployment`;
    case 'secret':
      return `the secret ${reason.name} is read at deployment`;
    case 'pseudo-parameter':
      return `${reason.name} is not known for a stack that is bound to no environment`;
    case 'condition':
      return `the condition ${reason.name} is not declared`;
    case 'import':
      return `the export ${reason.name} comes from a stack that was not given`;
    case 'stack-output':
      return `the output ${reason.output} comes from the stack ${reason.stack}, which was not given`;
    case 'mapping':
      return `the mapping ${reason.name} has no entry ${reason.key}`;
    case 'missing-resource':
      return `no resource ${reason.name} is in the template`;
    case 'attribute':
      return `${reason.name} is known only once the resource exists`;
    case 'function':
      return `${reason.name} is evaluated at deployment`;
    case 'malformed':
      return `${reason.name} is written in a way that cannot be read`;
    case 'cycle':
      return `${reason.name} depends on itself`;
    case 'assumption':
      return reason.name;
  }
}
