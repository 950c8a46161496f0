import { isObject, type Json } from '../source/json';
import { splitText } from '../value/text';
import { Reference, Text, Unknown, type Value } from '../value/value';
import type { StackId } from './stack-id';

/** What is known of a parameter before deployment: what was given for it, else its default, else that it is unknown. */
export function parameterValue(stack: StackId, name: string, declaration: Json, given: Value | undefined): Value {
  const { Type: type, Default: fallback } = isObject(declaration) ? declaration : {};
  const text = given ?? (typeof fallback === 'boolean' ? String(fallback) : fallback);
  if (text === undefined || text === null) return new Unknown({ code: 'parameter', name }, stack);
  const isList = typeof type === 'string' && (type === 'CommaDelimitedList' || type.startsWith('List<'));
  if (typeof text !== 'string' && typeof text !== 'number') {
    // What a parent stack passes to a nested one: joined references, or one alone.
    if (isList && given instanceof Text) return splitText(',', given)!;
    if (isList && given instanceof Reference && given.attribute === undefined) return [given];
    return given ?? new Unknown({ code: 'malformed', name }, stack);
  }
  if (typeof type !== 'string') return text;
  if (type.startsWith('AWS::SSM::Parameter::Value')) {
    return new Unknown({ code: 'ssm-parameter', name: String(text) }, stack);
  }
  if (isList) {
    return String(text)
      .split(',')
      .map((item) => item.trim());
  }
  return type === 'Number' && String(text).trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}
