import { isUnknown, type Known, type TemplateSet, Unknown, type Value, zonesOfSubnets } from '../../template';

/** The zones of some subnets; unknown unless every one of them is. */
export function zonesOf(subnets: readonly Value[], set: TemplateSet): Known<readonly string[]> {
  if (subnets.length > 0) return zonesOfSubnets(subnets, set);
  return new Unknown({ code: 'assumption', name: 'the subnets are not listed in the template' }, '');
}

/** The zones of one set that are not in another; unknown when one names zones and the other numbers them. */
export function zonesOutside(inner: Known<readonly string[]>, outer: Known<readonly string[]>): Known<string[]> {
  if (isUnknown(inner)) return inner;
  if (isUnknown(outer)) return outer;
  const all = [...inner, ...outer];
  const numbered = all.filter((zone) => zone.includes('#')).length;
  if (numbered > 0 && numbered < all.length) {
    return new Unknown({ code: 'assumption', name: 'some zones are given by name and others by number' }, '');
  }
  return inner.filter((zone) => !outer.includes(zone));
}
