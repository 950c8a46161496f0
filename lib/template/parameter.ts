import { isObject, type Json } from './source/json';
import type { StackId } from './stack-id';
import { Unknown, type Value } from './value/value';

/** What is known of a parameter before deployment: what was given for it, else its default, else that it is unknown. */
export function parameterValue(stack: StackId, name: string, declaration: Json, given: Value | undefined): Value {
  const { Type: type, Default: fallback } = isObject(declaration) ? declaration : {};
  const text = given ?? (typeof fallback === 'boolean' ? String(fallback) : fallback);
  if (text === undefined || text === null) return new Unknown({ code: 'parameter', name }, stack);
  if (typeof text !== 'string' && typeof text !== 'number')
    return given ?? new Unknown({ code: 'malformed', name }, stack);
  if (typeof type !== 'string') return text;
  if (type.startsWith('AWS::SSM::Parameter::Value')) {
    return new Unknown({ code: 'ssm-parameter', name: String(text) }, stack);
  }
  if (type === 'CommaDelimitedList' || type.startsWith('List<')) {
    return String(text)
      .split(',')
      .map((item) => item.trim());
  }
  return type === 'Number' && String(text).trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}
