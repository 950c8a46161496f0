import { type Filter, PASSED } from './filter';

/** An attribute of the instance itself; prototypes have nothing to say. */
const attributeOf = (attributes: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(attributes, name) ? attributes[name] : undefined;

/** Refuses an instance that lacks an attribute the task definition requires. */
export const requiredAttributes: Filter = ({ demand }, { attributes }) => {
  const missing = demand.requiredAttributes.filter(({ name, value }) => {
    const actual = attributeOf(attributes, name);
    return actual === undefined || (value !== undefined && value !== actual);
  });
  return missing.length === 0 ? PASSED : [{ code: 'attributes', missing, moreInstancesHelp: false }];
};

/** Refuses an instance with another operating system; both sides are Linux unless they say otherwise. */
export const operatingSystem: Filter = ({ demand }, { attributes }) => {
  const required = demand.operatingSystem ?? 'linux';
  const actual = attributeOf(attributes, 'ecs.os-type') ?? 'linux';
  return required === actual ? PASSED : [{ code: 'operating-system', required, actual, moreInstancesHelp: false }];
};

/** Refuses an instance with another CPU architecture, if that is assumed to be a filter at all. */
export const architecture: Filter = ({ demand: { cpuArchitecture: required } }, { attributes }, assumptions) => {
  const actual = attributeOf(attributes, 'ecs.cpu-architecture');
  if (!assumptions.architectureFilter || required === undefined || actual === undefined) return PASSED;
  return required === actual ? PASSED : [{ code: 'architecture', required, actual, moreInstancesHelp: false }];
};
