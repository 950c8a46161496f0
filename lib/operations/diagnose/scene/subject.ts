import { OperationError } from '../../aws/operation-error';

/** What is asked about: a cluster, or one service or task of it. */
export interface DiagnoseRequest {
  /** Name or ARN of a cluster; or the ARN of a service or a task, which names its cluster. */
  readonly cluster: string;
  /** Name or ARN of a service of the cluster. @default - all of them */
  readonly service?: string;
  /** Id or ARN of a task of the cluster. @default - all of them */
  readonly task?: string;
}

/** A request of which every part is in its place. */
export interface Subject extends DiagnoseRequest {
  /** The region that the ARN names. */
  readonly region?: string;
}

/** @throws OperationError if the parts do not go together */
export function subjectOf(request: DiagnoseRequest): Subject {
  if (request.service !== undefined && request.task !== undefined) {
    throw invalid('ask about a service or about a task: give --service or --task, not both');
  }
  const [, region, kind, path] = /^arn:[\w-]+:ecs:([\w-]+):\d*:([\w-]+)\/(.+)$/.exec(request.cluster) ?? [];
  if (region === undefined || path === undefined) return request;
  if (kind === 'cluster') return { ...request, region };
  if (kind !== 'service' && kind !== 'task') {
    throw invalid(`${request.cluster} is neither a cluster nor a service nor a task; give one of these`);
  }
  if (request.service !== undefined || request.task !== undefined) {
    throw invalid(`${request.cluster} names a ${kind} already; leave out --service and --task`);
  }
  const [cluster, name] = path.split('/');
  if (cluster === undefined || name === undefined) {
    throw invalid(`${request.cluster} does not name its cluster; give the cluster, and --${kind} ${path}`);
  }
  return { cluster, [kind]: name, region };
}

const invalid = (detail: string): OperationError => new OperationError({ code: 'invalid-request', detail });
