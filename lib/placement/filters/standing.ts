import { type Filter, PASSED } from './filter';

/** Tasks go only to instances that are ACTIVE, not to those that drain or still register. */
export const status: Filter = (_request, candidate) =>
  candidate.status === 'ACTIVE' ? PASSED : [{ code: 'status', status: candidate.status, moreInstancesHelp: true }];

/** Tasks go only to instances whose agent is connected. */
export const agent: Filter = (_request, candidate) =>
  candidate.agentConnected ? PASSED : [{ code: 'agent', moreInstancesHelp: true }];

/** A task for which a capacity provider was chosen goes only to that provider's instances. */
export const capacityProvider: Filter = ({ capacityProvider: required }, { instance }) => {
  const actual = instance.capacityProvider;
  return required === undefined || required === actual
    ? PASSED
    : [{ code: 'capacity-provider', required, actual, moreInstancesHelp: false }];
};

/** An `awsvpc` task goes only where its subnets are. */
export const zone: Filter = ({ subnetZones: allowed }, { instance }) =>
  allowed === undefined || allowed.includes(instance.zone)
    ? PASSED
    : [{ code: 'zone', zone: instance.zone, allowed, moreInstancesHelp: false }];
