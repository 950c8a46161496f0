import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';

/** Where the standard output and error of a container go: made by {@link awsLogs} and its siblings. */
export interface Logging {
  /** The Docker log driver, as ECS names it. */
  readonly driver:
    | 'awslogs'
    | 'awsfirelens'
    | 'fluentd'
    | 'gelf'
    | 'journald'
    | 'json-file'
    | 'none'
    | 'splunk'
    | 'syslog';
  /** The L2 log driver of a container. What it needs is created in the scope under the id, unless it is there already. */
  logDriver(scope: Construct, id: string): ecs.LogDriver;
}

/** How messages get from the container to its log driver. */
export interface LogDelivery {
  /**
   * `blocking` stops the container whenever the driver cannot keep up; `non-blocking` drops messages instead.
   */
  readonly mode?: 'blocking' | 'non-blocking';
  /** MiB of messages that wait for the driver in non-blocking mode, in the memory of the instance, per container. */
  readonly bufferMiB?: number;
}

/** An L2 log driver that also says how messages are delivered, which most of the L2 drivers cannot. */
export class DeliveredLogDriver extends ecs.LogDriver {
  constructor(
    private readonly inner: ecs.LogDriver,
    private readonly delivery: LogDelivery,
  ) {
    super();
  }

  override bind(scope: Construct, container: ecs.ContainerDefinition): ecs.LogDriverConfig {
    const { mode, bufferMiB } = this.delivery;
    const config = this.inner.bind(scope, container);
    const options = {
      ...config.options,
      ...(mode && { mode }),
      ...(bufferMiB !== undefined && { 'max-buffer-size': `${bufferMiB}m` }),
    };
    return { ...config, options: Object.keys(options).length > 0 ? options : undefined };
  }
}
