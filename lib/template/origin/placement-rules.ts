import { ExpressionError, type PlacementConstraint, type PlacementStrategy, parseExpression } from '../../placement';
import { isUnknown, type Known, listAt, stringAt } from '../known';
import { isStruct, type Struct, Unknown } from '../value/value';

/** The placement constraints of a task definition or a service; unknown when one of them is. */
export function constraintsAt(properties: Struct): Known<readonly PlacementConstraint[]> {
  return structs(properties, 'PlacementConstraints', (struct): Known<PlacementConstraint> => {
    const type = stringAt(struct, 'Type');
    if (type === 'distinctInstance') return { type };
    if (type !== 'memberOf') return isUnknown(type) ? type : malformed('the type of a placement constraint');
    const expression = stringAt(struct, 'Expression');
    if (isUnknown(expression)) return expression;
    // One that cannot be read is a finding of its own, and for all else not known.
    const isReadable = expression !== undefined && canBeParsed(expression);
    return isReadable ? { type, expression } : malformed('the expression of a placement constraint');
  });
}

/**
 * The placement strategies of a service; none when it leaves them to ECS. The CDK writes `BINPACK` and `CPU` where the
 * API says `binpack` and `cpu`, and ECS takes both.
 */
export function strategiesAt(properties: Struct): Known<readonly PlacementStrategy[]> {
  return structs(properties, 'PlacementStrategies', (struct): Known<PlacementStrategy> => {
    const [type, field = 'instanceId'] = [stringAt(struct, 'Type'), stringAt(struct, 'Field')];
    if (isUnknown(type)) return type;
    if (isUnknown(field)) return field;
    const [kind, lower] = [type?.toLowerCase(), field.toLowerCase()];
    if (kind === 'random') return { type: kind };
    if (kind === 'binpack' && (lower === 'cpu' || lower === 'memory')) return { type: kind, field: lower };
    if (kind === 'spread') {
      if (lower === 'instanceid' || lower === 'host') return { type: kind, field: 'instanceId' };
      if (field.startsWith('attribute:')) return { type: kind, field: field as `attribute:${string}` };
    }
    return malformed('a placement strategy');
  });
}

/** Reads the objects of a list one by one; the first thing that is not known makes all of it unknown. */
function structs<T>(properties: Struct, property: string, read: (struct: Struct) => Known<T>): Known<readonly T[]> {
  const list = listAt(properties, property) ?? [];
  if (isUnknown(list)) return list;
  const found: T[] = [];
  for (const item of list) {
    const one = isStruct(item) ? read(item) : item instanceof Unknown ? item : malformed(property);
    if (isUnknown(one)) return one;
    found.push(one);
  }
  return found;
}

function canBeParsed(expression: string): boolean {
  try {
    parseExpression(expression);
    return true;
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    return false;
  }
}

const malformed = (name: string): Unknown => new Unknown({ code: 'malformed', name }, '');
