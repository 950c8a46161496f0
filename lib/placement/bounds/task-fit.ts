import { DEFAULT_ASSUMPTIONS } from '../assumptions';
import { rejectionsOf } from '../filters';
import { type Candidate, candidateOf } from '../filters/candidate';
import { DEFAULT_STRATEGIES } from '../placement-request';
import type { TypeRejection } from './packing-answer';
import type { PackableInstanceType, PackableService } from './packing-problem';

const empty = new WeakMap<PackableInstanceType, Candidate>();

/** An instance of a type that runs nothing, as the filters see it. */
function emptyInstance(type: PackableInstanceType): Candidate {
  const known = empty.get(type);
  if (known) return known;
  const candidate = candidateOf({
    id: type.name,
    instanceType: type.name,
    zone: '',
    status: 'ACTIVE',
    agentConnected: true,
    registered: type.registered,
    attributes: type.attributes ?? {},
    tasks: [],
  });
  empty.set(type, candidate);
  return candidate;
}

/**
 * Every reason for which one task of a service cannot run on an empty instance of a type, by the filters of placement;
 * none if it can.
 */
export function typeRejections(
  { name, demand, instanceTypes }: PackableService,
  type: PackableInstanceType,
): TypeRejection['rejections'] {
  const asked = type.attributes ? demand : { ...demand, requiredAttributes: [], operatingSystem: undefined };
  const request = { demand: asked, group: name, strategies: DEFAULT_STRATEGIES, expressions: [] };
  const rejections = rejectionsOf(request, emptyInstance(type), DEFAULT_ASSUMPTIONS);
  return instanceTypes && !instanceTypes.includes(type.name) ? [{ code: 'instance-type' }, ...rejections] : rejections;
}
