import type * as ecs from 'aws-cdk-lib/aws-ecs';
import { environmentFiles } from '../environment/environment-files';
import { fullTiming } from '../health/health-check';
import { linuxParameters } from '../isolation/linux-parameters';
import type { Logging } from '../logging/logging';
import { unknownName } from '../names';
import type { TaskDraft } from '../task-draft';
import type { Container } from './container-props';
import { containerPorts, portMapping } from './ports';
import { DEFAULT_STOP_TIMEOUT } from './process';

/** A container as the L2 takes it. What refers to other containers is added when all exist. */
export function containerOptions(
  draft: TaskDraft,
  taskDefinition: ecs.TaskDefinition,
  name: string,
  fallback: Logging | ecs.LogDriver,
): ecs.ContainerDefinitionOptions {
  const container = draft.containers[name]!;
  return {
    image: container.image,
    ...sizeOptions(container),
    ...processOptions(container),
    ...isolationOptions(container),
    linuxParameters: linuxParameters(taskDefinition, name, container.linux ?? {}, container.neuronDevices ?? []),
    environment: container.environment,
    secrets: container.secrets,
    environmentFiles: container.environmentFiles && environmentFiles(taskDefinition, name, container.environmentFiles),
    healthCheck: healthCheckOption(draft, name, container),
    portMappings: Object.entries(container.ports ?? {}).map(([port, spec]) =>
      portMapping(port, spec, draft.networkMode),
    ),
    logging: logDriver(taskDefinition, container.logging ?? fallback, container.logging ? `${name}Logs` : 'Logs'),
    hostname: container.hostname,
    extraHosts: container.extraHosts,
    dnsServers: list(container.dnsServers),
    dnsSearchDomains: list(container.dnsSearchDomains),
  };
}

const list = <T>(values: readonly T[] | undefined): T[] | undefined => values && [...values];

function sizeOptions({ cpuUnits, memoryMiB, memoryReservationMiB, gpus }: Container) {
  return {
    cpu: cpuUnits,
    memoryLimitMiB: memoryMiB,
    memoryReservationMiB,
    gpuCount: gpus === 'all' ? undefined : gpus,
  };
}

function processOptions(container: Container) {
  const restart = container.restartPolicy === true ? {} : container.restartPolicy;
  return {
    command: list(container.command),
    entryPoint: list(container.entryPoint),
    workingDirectory: container.workingDirectory,
    user: container.user,
    essential: container.essential,
    startTimeout: container.startTimeout,
    stopTimeout: container.stopTimeout ?? DEFAULT_STOP_TIMEOUT,
    pseudoTerminal: container.pseudoTerminal,
    interactive: container.interactive,
    versionConsistency: container.versionConsistency as ecs.VersionConsistency | undefined,
    enableRestartPolicy: restart && true,
    restartIgnoredExitCodes: list(restart?.ignoredExitCodes),
    restartAttemptPeriod: restart?.attemptPeriod,
  };
}

function isolationOptions(container: Container) {
  return {
    readonlyRootFilesystem: container.readonlyRootFilesystem,
    privileged: container.privileged,
    dockerLabels: container.labels,
    dockerSecurityOptions: list(container.securityOptions),
    credentialSpecs: container.credentialSpec && [container.credentialSpec],
    systemControls: systemControls(container),
    ulimits: Object.entries(container.ulimits ?? {}).map(([limit, value]) => ({
      name: limit as ecs.UlimitName,
      softLimit: typeof value === 'number' ? value : value.soft,
      hardLimit: typeof value === 'number' ? value : value.hard,
    })),
  };
}

/** Undefined when there is none: the L2 would render an empty list. */
function systemControls({ systemControls: controls }: Container): ecs.SystemControl[] | undefined {
  return controls && Object.entries(controls).map(([namespace, value]) => ({ namespace, value }));
}

function healthCheckOption(draft: TaskDraft, name: string, container: Container): ecs.HealthCheck | undefined {
  const check = container.healthCheck;
  if (!check) return undefined;
  const ports = container.ports ?? {};
  const asked = check.port === undefined ? undefined : ports[check.port];
  if (check.port !== undefined && asked === undefined) {
    const what = `healthCheck of container '${name}' asks a port that`;
    draft.refuse('PortUnknown', unknownName(what, check.port, Object.keys(ports)));
  }
  const [portNumber] = asked === undefined ? [0] : containerPorts(asked);
  const { startup, ...timing } = fullTiming(check);
  return { command: [...check.command(portNumber)], startPeriod: startup, ...timing };
}

const logDriver = (taskDefinition: ecs.TaskDefinition, logging: Logging | ecs.LogDriver, id: string): ecs.LogDriver =>
  'logDriver' in logging ? logging.logDriver(taskDefinition, id) : logging;
