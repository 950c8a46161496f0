import type { Resolver } from './resolve';
import { textOf } from './text';
import type { Value } from './value';

const DYNAMIC = /\{\{resolve:(ssm|ssm-secure|secretsmanager):([^}]*)\}\}/;

/** Replaces each `{{resolve:…}}` of a text by what it stands for, which only the deployment knows. */
export function dynamicReferences(text: string, resolver: Resolver): Value {
  if (!text.includes('{{resolve:')) return text;
  const pieces = text.split(new RegExp(DYNAMIC, 'g'));
  const parts: Value[] = [];
  for (let i = 0; i < pieces.length; i += 3) {
    parts.push(pieces[i]!);
    const [service, name] = [pieces[i + 1], pieces[i + 2]];
    if (service === undefined || name === undefined) continue;
    // A version may follow an SSM parameter's name; it does not change which parameter it is.
    parts.push(
      service === 'secretsmanager'
        ? resolver.unknown({ code: 'secret', name })
        : resolver.unknown({ code: 'ssm-parameter', name: name.replace(/:\d+$/, '') }),
    );
  }
  return textOf(parts) ?? '';
}
