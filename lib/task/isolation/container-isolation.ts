import { Token } from 'aws-cdk-lib';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type { Refused } from '../names';
import type { NetworkMode } from '../network-mode';
import type { TaskDraft } from '../task-draft';
import type { LinuxOptions } from './linux-parameters';

/** How far a container is kept apart from the instance and from its neighbours. */
export interface ContainerIsolation {
  /**
   * Whether the image's files cannot be changed. ECS Exec does not work then.
   *
   * @default false - most images write somewhere
   */
  readonly readonlyRootFilesystem?: boolean;
  /** Whether the container may do on the instance what root may. @default false */
  readonly privileged?: boolean;
  /** What the container gets from the kernel beyond or below Docker's defaults. @default - an init process */
  readonly linux?: LinuxOptions;
  /**
   * AWS Neuron devices (Inferentia, Trainium) by their numbers on the instance. ECS does not keep tasks off a device
   * that another one uses: constrain the instance type, and let one task of the kind run on each instance.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-inference.html
   */
  readonly neuronDevices?: readonly number[];
  /** Limits of the process, each one number for both or a soft and a hard one. @default - Docker's */
  readonly ulimits?: {
    readonly [Q in `${ecs.UlimitName}`]?: number | { readonly soft: number; readonly hard: number };
  };
  /** Kernel parameters, such as `net.core.somaxconn`. @default - the kernel's */
  readonly systemControls?: Readonly<Record<string, string>>;
  /** Labels of SELinux and AppArmor, as `docker run --security-opt` takes them. @default - none */
  readonly securityOptions?: readonly string[];
  /** Active Directory credentials (gMSA); the execution role may read the file. @default - none */
  readonly credentialSpec?: ecs.CredentialSpec;
  /** Docker labels. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
}

/** The names a container has and knows in the network. */
export interface ContainerNames<N extends NetworkMode> {
  /** The name the container has for itself. @default - Docker's: the container's id */
  readonly hostname?: [N] extends ['awsvpc'] ? Refused<'hostname does not exist in networkMode awsvpc'> : string;
  /** Addresses in /etc/hosts, by name. @default - none */
  readonly extraHosts?: [N] extends ['awsvpc']
    ? Refused<'extraHosts do not exist in networkMode awsvpc'>
    : Readonly<Record<string, string>>;
  /** The servers that names are asked of. @default - the instance's, or the VPC's in awsvpc mode */
  readonly dnsServers?: readonly string[];
  /** The domains that short names are looked for in. @default - as for dnsServers */
  readonly dnsSearchDomains?: readonly string[];
}

const IPC_CONTROLS = /^(?:kernel\.(?:msg|sem|shm)|fs\.mqueue\.)/;

/** Refuses what the network mode or the shared namespaces rule out. */
export function checkIsolation(draft: TaskDraft): void {
  const { networkMode, ipcMode } = draft.task;
  for (const [name, container] of Object.entries(draft.containers)) {
    if (networkMode === 'awsvpc') {
      for (const key of ['hostname', 'extraHosts'] as const) {
        if (container[key] === undefined) continue;
        const message = `container '${name}': ${key} does not exist in networkMode awsvpc; remove it or use bridge`;
        draft.refuse('NetworkModeUnsupported', message);
      }
    }
    for (const control of Object.keys(container.systemControls ?? {})) {
      const shared =
        networkMode === 'host' && control.startsWith('net.')
          ? "networkMode host shares the instance's network"
          : ipcMode === 'host' && IPC_CONTROLS.test(control) && "ipcMode host shares the instance's memory";
      if (!shared) continue;
      const message = `container '${name}': ${control} cannot be set, as ${shared}; set it on the instance`;
      draft.refuse('SystemControlUnsupported', message);
    }
    for (const [limit, value] of Object.entries(container.ulimits ?? {})) {
      if (typeof value !== 'object' || !(value.soft > value.hard)) continue;
      if (Token.isUnresolved(value.soft) || Token.isUnresolved(value.hard)) continue;
      const message = `container '${name}': ${limit} has soft ${value.soft} above hard ${value.hard}; lower it`;
      draft.refuse('UlimitInvalid', message);
    }
  }
}
