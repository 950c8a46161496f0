import type { Finding } from '../../rules';
import { unknownSentence } from '../../rules';
import { type DemandInTemplate, isUnknown, type Model } from '../../template';
import { type CheckReport, shownFindings } from './check-report';

/** A figure, or why it is not known before deployment. */
type Figure<T> = T | { readonly unknown: string };

/** A check for machines: version 1 of the contract that `schema/check-v1.json` describes. */
export interface CheckJson {
  readonly version: 1;
  readonly findings: readonly Omit<Finding, 'property'>[];
  readonly tasks: readonly TaskJson[];
}

interface TaskJson {
  readonly stack: string;
  readonly logicalId: string;
  readonly constructPath?: string;
  readonly demand: {
    readonly cpuUnits: Figure<number>;
    readonly memoryMiB: Figure<number>;
    readonly tcpPorts: Figure<readonly number[]>;
    readonly udpPorts: Figure<readonly number[]>;
    readonly gpus: Figure<number | 'all'>;
    readonly networkInterfaces: Figure<number>;
    readonly ebsVolumes: Figure<number>;
  };
}

/** The check as the contract has it. */
export const checkJson = (report: CheckReport): CheckJson => ({
  version: 1,
  findings: shownFindings(report).map(({ property: _, ...finding }) => finding),
  tasks: tasksJson(report.model),
});

/** What each task that may run on EC2 instances takes. */
export const tasksJson = (model: Model): TaskJson[] =>
  model.taskDefinitions
    .filter(({ isElsewhere }) => !isElsewhere)
    .map((definition) => {
      const { stack, logicalId, constructPath } = definition.resource;
      return { stack: stack.stack, logicalId, constructPath, demand: demandJson(model.demandOf(definition)) };
    });

function demandJson(demand: DemandInTemplate): TaskJson['demand'] {
  const figure = <K extends keyof TaskJson['demand']>(name: K): TaskJson['demand'][K] => {
    const value = demand[name];
    return (isUnknown(value) ? { unknown: unknownSentence(value) } : value) as TaskJson['demand'][K];
  };
  return {
    cpuUnits: figure('cpuUnits'),
    memoryMiB: figure('memoryMiB'),
    tcpPorts: figure('tcpPorts'),
    udpPorts: figure('udpPorts'),
    gpus: figure('gpus'),
    networkInterfaces: figure('networkInterfaces'),
    ebsVolumes: figure('ebsVolumes'),
  };
}
