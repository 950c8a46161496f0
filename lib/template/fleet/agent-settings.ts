import type { AgentSettings, RegistrationOptions } from '../../placement';
import type { Known } from '../known';
import type { AgentConfig } from '../user-data/agent-config';
import { Unknown, type Value } from '../value/value';

/** The agent's settings in the engine's words, from what user data says. */
export interface AgentSetup {
  readonly settings: Pick<
    AgentSettings,
    | 'loggingDrivers'
    | 'taskIamRole'
    | 'taskEni'
    | 'awslogsExecutionRole'
    | 'disablePrivileged'
    | 'blockInstanceMetadata'
    | 'instanceAttributes'
  >;
  readonly registration: Pick<
    RegistrationOptions,
    'reservedMemoryMiB' | 'reservedTcpPorts' | 'reservedUdpPorts' | 'prometheusMetrics'
  >;
}

/** Reads the settings that change what an instance registers; the first one that is not known makes all unknown. */
export function agentSetup(config: AgentConfig | undefined): Known<AgentSetup> {
  if (config === undefined) return new Unknown({ code: 'assumption', name: 'the user data is not known' }, '');
  const reader = new SettingReader(config);
  const setup: AgentSetup = {
    settings: {
      loggingDrivers: reader.json('ECS_AVAILABLE_LOGGING_DRIVERS', isTexts),
      taskIamRole: reader.flag('ECS_ENABLE_TASK_IAM_ROLE'),
      taskEni: reader.flag('ECS_ENABLE_TASK_ENI'),
      awslogsExecutionRole: reader.flag('ECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE'),
      disablePrivileged: reader.flag('ECS_DISABLE_PRIVILEGED'),
      blockInstanceMetadata: reader.flag('ECS_AWSVPC_BLOCK_IMDS'),
      instanceAttributes: reader.json('ECS_INSTANCE_ATTRIBUTES', isAttributes),
    },
    registration: {
      reservedMemoryMiB: reader.number('ECS_RESERVED_MEMORY'),
      reservedTcpPorts: reader.json('ECS_RESERVED_PORTS', isPorts),
      reservedUdpPorts: reader.json('ECS_RESERVED_PORTS_UDP', isPorts),
      prometheusMetrics: reader.flag('ECS_ENABLE_PROMETHEUS_METRICS'),
    },
  };
  return reader.unknown ?? setup;
}

class SettingReader {
  unknown?: Unknown;

  constructor(private readonly config: AgentConfig) {}

  flag(name: string): boolean | undefined {
    const text = this.text(name);
    return text === undefined ? undefined : /^(true|1|yes)$/i.test(text);
  }

  number(name: string): number | undefined {
    const text = this.text(name);
    if (text === undefined || text === '') return undefined;
    return /^\d+$/.test(text) ? Number(text) : this.malformed(name);
  }

  json<T>(name: string, accepts: (value: unknown) => value is T): T | undefined {
    const text = this.text(name);
    if (text === undefined || text === '') return undefined;
    try {
      const value: unknown = JSON.parse(text);
      return accepts(value) ? value : this.malformed(name);
    } catch {
      return this.malformed(name);
    }
  }

  private text(name: string): string | undefined {
    const value: Value | undefined = this.config.get(name);
    if (value === undefined || typeof value === 'string') return value?.replace(/^(['"])(.*)\1$/, '$2');
    this.unknown ??=
      value instanceof Unknown
        ? value
        : new Unknown({ code: 'assumption', name: `${name} is known at deployment` }, '');
    return undefined;
  }

  private malformed(name: string): undefined {
    this.unknown ??= new Unknown({ code: 'malformed', name }, '');
  }
}

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

const isPorts = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((item) => Number.isInteger(item));

const isAttributes = (value: unknown): value is Record<string, string> =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).every((item) => typeof item === 'string');
