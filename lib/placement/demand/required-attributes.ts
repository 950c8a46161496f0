import type { RequiredAttribute } from '../task-demand';
import type { ContainerDefinitionJson, TaskDefinitionJson, VolumeJson } from './task-definition-json';

/** Prefix of the older capabilities. */
const LEGACY = 'com.amazonaws.ecs.capability';

/** Tasks with more CPU than this need an agent that allows it. */
const FORMER_CPU_LIMIT = 10_240;

/**
 * The attributes that ECS derives from a task definition (`requiresAttributes`), reconstructed from what
 * DescribeTaskDefinition answers, since AWS publishes no table. CPU architecture is not among them.
 */
export function requiredAttributesOf(
  taskDefinition: TaskDefinitionJson,
  taskCpuUnits: number,
  taskMemoryMiB: number,
): readonly RequiredAttribute[] {
  const { networkMode, taskRoleArn, pidMode, ipcMode, proxyConfiguration, volumes } = taskDefinition;
  const isHost = networkMode === 'host';
  const required = new Set<string>();
  const need = (condition: unknown, ...names: readonly string[]): void => {
    if (condition) for (const name of names) required.add(name);
  };
  need(networkMode === 'awsvpc', 'ecs.capability.task-eni');
  need(taskRoleArn, isHost ? `${LEGACY}.task-iam-role-network-host` : `${LEGACY}.task-iam-role`);
  need(pidMode || ipcMode, 'ecs.capability.pid-ipc-namespace-sharing');
  need(proxyConfiguration, 'ecs.capability.aws-appmesh');
  need(taskCpuUnits > 0 || taskMemoryMiB > 0, 'ecs.capability.task-cpu-mem-limit');
  need(taskCpuUnits > FORMER_CPU_LIMIT, 'ecs.capability.increased-task-cpu-limit');
  need(taskDefinition.enableFaultInjection, 'ecs.capability.fault-injection');
  for (const volume of volumes ?? []) for (const name of requiredByVolume(volume)) required.add(name);
  for (const container of taskDefinition.containerDefinitions) {
    requiredByContainer(container, taskDefinition.executionRoleArn !== undefined, need);
  }
  return [...required].sort().map((name) => ({ name }));
}

function requiredByVolume({ configuredAtLaunch, efsVolumeConfiguration: efs }: VolumeJson): readonly string[] {
  const names = configuredAtLaunch ? ['ecs.capability.storage.ebs-task-volume-attach'] : [];
  if (!efs) return names;
  const authorized = efs.authorizationConfig?.iam === 'ENABLED' || efs.authorizationConfig?.accessPointId;
  return [...names, authorized ? 'ecs.capability.efsAuth' : 'ecs.capability.efs'];
}

type Need = (condition: unknown, ...names: readonly string[]) => void;

function requiredByContainer(container: ContainerDefinitionJson, hasExecutionRole: boolean, need: Need): void {
  const { logConfiguration: log, healthCheck, secrets, firelensConfiguration: firelens } = container;
  need(isEcrImage(container.image), `${LEGACY}.ecr-auth`);
  need(isEcrImage(container.image) && hasExecutionRole, 'ecs.capability.execution-role-ecr-pull');
  need(healthCheck, 'ecs.capability.container-health-check', `${LEGACY}.docker-remote-api.1.24`);
  need(container.dependsOn?.length, 'ecs.capability.container-ordering');
  need(container.environmentFiles?.length, 'ecs.capability.env-files.s3');
  need(container.repositoryCredentials, 'ecs.capability.private-registry-authentication.secretsmanager');
  need(container.restartPolicy?.enabled, 'ecs.capability.container-restart-policy');
  need(container.privileged, `${LEGACY}.privileged-container`);
  need(firelens?.type, `ecs.capability.firelens.${firelens?.type}`);
  need(
    container.portMappings?.some((one) => one.containerPortRange),
    'ecs.capability.network.container-port-range',
  );
  need(container.dockerLabels || container.ulimits?.length || log, `${LEGACY}.docker-remote-api.1.18`);
  need(container.linuxParameters?.initProcessEnabled, `${LEGACY}.docker-remote-api.1.25`);
  for (const source of secretSources(secrets)) need(true, `ecs.capability.secrets.${source}.environment-variables`);
  if (!log) return;
  need(true, `${LEGACY}.logging-driver.${log.logDriver}`);
  need(log.options && Object.keys(log.options).length > 0, `${LEGACY}.docker-remote-api.1.19`);
  need(log.logDriver === 'awslogs' && hasExecutionRole, 'ecs.capability.execution-role-awslogs');
  for (const source of secretSources(log.secretOptions))
    need(true, `ecs.capability.secrets.${source}.bootstrap.log-driver`);
}

/** Private ECR only: the public gallery needs no credentials. */
const isEcrImage = (image: string | undefined): boolean =>
  /^\d{12}\.dkr[.-]ecr[.-][a-z0-9-]+\.(?:amazonaws\.com|on\.aws)/.test(image ?? '');

/** Where secrets come from: Secrets Manager by its ARN, else the Parameter Store. */
const secretSources = (secrets?: readonly { readonly valueFrom?: string }[] | null): ReadonlySet<'asm' | 'ssm'> =>
  new Set(secrets?.map(({ valueFrom }) => (valueFrom?.includes(':secretsmanager:') ? 'asm' : 'ssm')));
