/**
 * A task definition in the shape of the ECS API (`RegisterTaskDefinition`, `DescribeTaskDefinition`), as far as it
 * decides what a task takes and where it may go. Fields that are not listed may be there; they change nothing.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskDefinition.html
 */
export interface TaskDefinitionJson {
  readonly containerDefinitions: readonly ContainerDefinitionJson[];
  readonly networkMode?: string;
  /** Task-level CPU: units, or text such as `1 vCPU`. */
  readonly cpu?: string | number;
  /** Task-level memory: MiB, or text such as `3 GB`. */
  readonly memory?: string | number;
  readonly taskRoleArn?: string;
  readonly executionRoleArn?: string;
  readonly pidMode?: string;
  readonly ipcMode?: string;
  readonly proxyConfiguration?: object;
  readonly runtimePlatform?: { readonly cpuArchitecture?: string; readonly operatingSystemFamily?: string };
  readonly volumes?: readonly VolumeJson[];
  readonly enableFaultInjection?: boolean;
  /** What ECS worked out itself; used as it is if given. */
  readonly requiresAttributes?: readonly { readonly name: string; readonly value?: string }[];
}

/** A volume of a task definition. */
export interface VolumeJson {
  readonly name?: string;
  /** An EBS volume that ECS creates and attaches for each task. */
  readonly configuredAtLaunch?: boolean;
  readonly efsVolumeConfiguration?: {
    readonly authorizationConfig?: { readonly accessPointId?: string; readonly iam?: string };
  };
  readonly dockerVolumeConfiguration?: { readonly driver?: string };
}

/** A container definition of a task definition. */
export interface ContainerDefinitionJson {
  readonly name?: string;
  readonly image?: string;
  /** CPU units. */
  readonly cpu?: number;
  /** Hard limit in MiB. */
  readonly memory?: number;
  /** Soft limit in MiB. */
  readonly memoryReservation?: number;
  readonly portMappings?: readonly PortMappingJson[];
  readonly resourceRequirements?: readonly { readonly type: string; readonly value: string | number }[];
  readonly logConfiguration?: {
    readonly logDriver: string;
    readonly options?: object;
    readonly secretOptions?: readonly { readonly valueFrom?: string }[];
  };
  readonly firelensConfiguration?: { readonly type?: string };
  readonly healthCheck?: object;
  readonly dependsOn?: readonly object[];
  readonly secrets?: readonly { readonly valueFrom?: string }[];
  readonly environmentFiles?: readonly object[];
  readonly repositoryCredentials?: object;
  readonly restartPolicy?: { readonly enabled?: boolean };
  readonly privileged?: boolean;
  readonly dockerLabels?: object;
  readonly ulimits?: readonly object[];
  readonly linuxParameters?: { readonly initProcessEnabled?: boolean };
}

/** A port mapping of a container definition. */
export interface PortMappingJson {
  readonly containerPort?: number;
  readonly containerPortRange?: string;
  readonly hostPort?: number;
  readonly protocol?: string;
}
