import type { Duration } from 'aws-cdk-lib';

/** How often and how patiently a health check asks. */
export interface HealthCheckTiming {
  /**
   * How long the container may take until it is expected to be healthy; failures within it do not count. The service
   * derives its health-check grace period from the longest one in its task definition.
   */
  readonly startup: Duration;
  /** @default Duration.seconds(10) - a dead container is found within half a minute */
  readonly interval?: Duration;
  /** @default Duration.seconds(5) - as ECS does */
  readonly timeout?: Duration;
  /** @default 3 - as ECS does */
  readonly retries?: number;
}

/** A container health check; `P` is the name of the port it asks. */
export interface HealthCheck<P extends string = string> extends HealthCheckTiming {
  /** The command, as ECS takes it; a port is given to it by number. */
  command(portNumber: (name: string) => number): readonly string[];
  /** The name of the port the check asks. */
  readonly port?: P;
}

/** What {@link httpHealth} takes. */
export interface HttpHealthOptions<P extends string> extends HealthCheckTiming {
  /** The name of the port, from the same container's `ports`. */
  readonly port: P;
  /** @default '/' - the root of the server */
  readonly path?: string;
}

/** A health check that asks for an HTTP path and wants an answer below 400. */
export function httpHealth<const P extends string>(options: HttpHealthOptions<P>): HealthCheck<P> {
  const { port, path = '/', ...timing } = options;
  return {
    ...timing,
    port,
    command: (portNumber) => ['CMD-SHELL', `curl -fsS http://localhost:${portNumber(port)}${path} || exit 1`],
  };
}

/** A health check that runs a command in the container; exit code 0 means healthy. */
export function commandHealth(command: readonly string[], timing: HealthCheckTiming): HealthCheck<never> {
  return { ...timing, command: () => ['CMD', ...command] };
}
