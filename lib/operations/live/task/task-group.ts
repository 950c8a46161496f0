import type { Task } from '@aws-sdk/client-ecs';
import { serviceGroup } from '../../../placement';

const PREFIX = serviceGroup('');

/** The service that a task group is of; undefined for that of tasks that were run alone. */
export const serviceOfGroup = (group = ''): string | undefined =>
  group.startsWith(PREFIX) ? group.slice(PREFIX.length) : undefined;

/** Whether a service runs a task. */
export const isOfService = ({ group }: Task): boolean => serviceOfGroup(group) !== undefined;
