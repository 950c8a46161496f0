import * as ecs from 'aws-cdk-lib/aws-ecs';
import { checkDelivery } from './aws-logs';
import { DeliveredLogDriver, type LogDelivery, type Logging } from './logging';

function logging(driver: Logging['driver'], l2: ecs.LogDriver, delivery: LogDelivery): Logging {
  checkDelivery(delivery);
  return { driver, logDriver: () => new DeliveredLogDriver(l2, delivery) };
}

/** Sends logs to a Fluentd or Fluent Bit server that listens on the instance or elsewhere. */
export const fluentd = (options: ecs.FluentdLogDriverProps & LogDelivery = {}): Logging =>
  logging('fluentd', new ecs.FluentdLogDriver(options), options);

/** Sends logs to a server that takes the Graylog Extended Log Format. */
export const gelf = (options: ecs.GelfLogDriverProps & LogDelivery): Logging =>
  logging('gelf', new ecs.GelfLogDriver(options), options);

/** Sends logs to the systemd journal of the instance. */
export const journald = (options: ecs.JournaldLogDriverProps & LogDelivery = {}): Logging =>
  logging('journald', new ecs.JournaldLogDriver(options), options);

/**
 * Keeps logs in files on the instance, where they end with it. Set `maxSize` and `maxFile`: without them the files grow
 * until the disk is full.
 */
export const jsonFile = (options: ecs.JsonFileLogDriverProps & LogDelivery): Logging =>
  logging('json-file', new ecs.JsonFileLogDriver(options), options);

/** Keeps no logs at all. The instance's ECS_AVAILABLE_LOGGING_DRIVERS must name `none`. */
export const noLogs = (): Logging => logging('none', new ecs.NoneLogDriver(), {});

/** Sends logs to the HTTP Event Collector of Splunk; its token comes from {@link secretValue}. */
export const splunk = (options: ecs.SplunkLogDriverProps & LogDelivery): Logging =>
  logging('splunk', new ecs.SplunkLogDriver(options), options);

/** Sends logs to a syslog server. */
export const syslog = (options: ecs.SyslogLogDriverProps & LogDelivery = {}): Logging =>
  logging('syslog', new ecs.SyslogLogDriver(options), options);
