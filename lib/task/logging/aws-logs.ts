import { RemovalPolicy, Token } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { MisuseError } from '../../errors';
import { DeliveredLogDriver, type LogDelivery, type Logging } from './logging';

/** What {@link awsLogs} takes. */
export type AwsLogsOptions = LogDelivery & AwsLogsStream & (OwnLogGroup | NewLogGroup);

/** How lines become events, and how the streams are named. */
export interface AwsLogsStream {
  /**
   * What the stream's name begins with, before the container's name and the task's id.
   *
   * @default - the construct's id
   */
  readonly streamPrefix?: string;
  /** What a message begins with, when it has several lines: a time in strftime format, or a regular expression. */
  readonly multiline?: { readonly datetimeFormat: string } | { readonly pattern: string };
}

/** A log group that exists already. */
export interface OwnLogGroup {
  readonly logGroup: logs.ILogGroup;
  readonly retention?: never;
  readonly removalPolicy?: never;
}

/** The log group that the task definition creates, one for all its containers. */
export interface NewLogGroup {
  readonly logGroup?: never;
  /**
   * How long events are kept.
   *
   * @default ONE_MONTH - long enough for last month's incident; kept for ever, logs come to cost more than tasks
   */
  readonly retention?: logs.RetentionDays;
  /**
   * What becomes of the group when the stack is deleted.
   *
   * @default RETAIN - the logs of a deployment that failed outlive its rollback; retention empties the group all the
   * same
   */
  readonly removalPolicy?: RemovalPolicy.DESTROY | RemovalPolicy.RETAIN;
}

/**
 * Sends what the container writes to CloudWatch Logs.
 *
 * Delivery is `non-blocking` by default with a buffer of 25 MiB, so that the application goes on when CloudWatch Logs
 * does not: in blocking mode its writes to standard output stop, then its health checks. 25 MiB is what AWS
 * recommends for non-blocking delivery; its own default loses messages in bursts.
 *
 * @throws MisuseError `LoggingInvalid` for a buffer in blocking mode, or of no size
 * @see https://aws.amazon.com/blogs/containers/preventing-log-loss-with-non-blocking-mode-in-the-awslogs-container-log-driver/
 */
export function awsLogs(options: AwsLogsOptions = {}): Logging {
  const { mode = 'non-blocking', multiline, streamPrefix } = options;
  const bufferMiB = options.bufferMiB ?? (mode === 'non-blocking' ? 25 : undefined);
  checkDelivery({ mode, bufferMiB });
  return {
    driver: 'awslogs',
    logDriver: (scope, id) => {
      const driver = new ecs.AwsLogDriver({
        logGroup: options.logGroup ?? logGroupIn(scope, id, options),
        streamPrefix: streamPrefix ?? scope.node.id,
        datetimeFormat: multiline && 'datetimeFormat' in multiline ? multiline.datetimeFormat : undefined,
        multilinePattern: multiline && 'pattern' in multiline ? multiline.pattern : undefined,
      });
      return new DeliveredLogDriver(driver, { mode, bufferMiB });
    },
  };
}

function logGroupIn(scope: Construct, id: string, options: NewLogGroup): logs.ILogGroup {
  const existing = scope.node.tryFindChild(id);
  if (existing instanceof logs.LogGroup) return existing;
  const { retention = logs.RetentionDays.ONE_MONTH, removalPolicy = RemovalPolicy.RETAIN } = options;
  return new logs.LogGroup(scope, id, { retention, removalPolicy });
}

/** Refuses a buffer that would have no effect. */
export function checkDelivery({ mode, bufferMiB }: LogDelivery): void {
  if (bufferMiB === undefined || Token.isUnresolved(bufferMiB)) return;
  if (mode !== 'non-blocking') {
    throw new MisuseError(
      'LoggingInvalid',
      `bufferMiB ${bufferMiB} has no effect in blocking mode; set mode to non-blocking`,
    );
  }
  if (Number.isInteger(bufferMiB) && bufferMiB >= 1) return;
  throw new MisuseError('LoggingInvalid', `bufferMiB is ${bufferMiB}; give a whole number of at least 1`);
}
