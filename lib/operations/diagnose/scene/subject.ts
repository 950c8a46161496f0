import { OperationError } from '../../aws/problem/operation-error';

/** What is asked about: a cluster, or one service or task of it. */
export type DiagnoseRequest = {
  /**
   * Name or ARN of a cluster; or the ARN of a service or a task, which names its cluster. Where no cluster has the name,
   * the service or task that has it, if there is one only.
   */
  readonly cluster: string;
} & (
  | {
      /** Name or ARN of a service of the cluster. @default - all of them */
      readonly service?: string;
      readonly task?: never;
    }
  | {
      readonly service?: never;
      /** Id or ARN of a task of the cluster. @default - all of them */
      readonly task?: string;
    }
);

/** A request of which every part is in its place: names and ids only. */
export interface Subject {
  readonly cluster: string;
  /** Of service and task one at most. */
  readonly service?: string;
  readonly task?: string;
  /** The region that an ARN names. */
  readonly region?: string;
  /** The account that an ARN names. */
  readonly account?: string;
}

type Kind = 'cluster' | 'service' | 'task';

interface Named {
  readonly region: string;
  readonly account: string;
  readonly kind: string;
  /** The parts of the path after the kind: of a service or task its cluster and itself. */
  readonly path: readonly string[];
}

/** @throws OperationError if the parts do not go together */
export function subjectOf({ cluster: asked, service, task }: DiagnoseRequest): Subject {
  if (service !== undefined && task !== undefined) {
    throw invalid('ask about a service or about a task, not both');
  }
  const first = parsed(asked);
  if (!first) return withPart({ cluster: asked }, service, task);
  const { region, account, kind, path } = first;
  const [cluster, name] = path;
  if (kind === 'cluster' && cluster !== undefined) return withPart({ cluster, region, account }, service, task);
  if (kind !== 'service' && kind !== 'task') {
    throw invalid(`${asked} is neither a cluster nor a service nor a task; give one of these`);
  }
  if (service !== undefined || task !== undefined) {
    throw invalid(`${asked} names a ${kind} already; leave out --service and --task`);
  }
  if (cluster === undefined || name === undefined) {
    throw invalid(`${asked} does not name its cluster; give the cluster, and --${kind} ${path.join('/')}`);
  }
  return { cluster, [kind]: name, region, account };
}

function withPart(of: Subject, service: string | undefined, task: string | undefined): Subject {
  if (service !== undefined) return part(of, 'service', service);
  return task === undefined ? of : part(of, 'task', task);
}

/** A service or task of a cluster, by its name or by an ARN that agrees with the cluster. */
function part(of: Subject, kind: Kind, given: string): Subject {
  const arn = parsed(given);
  if (!arn) return { ...of, [kind]: given };
  const name = arn.path.at(-1);
  if (arn.kind !== kind || name === undefined)
    throw invalid(`${given} is no ${kind}; give the ARN of one, or its name`);
  const [cluster] = arn.path.length > 1 ? arn.path : [of.cluster];
  if (cluster !== of.cluster) throw invalid(`${given} is a ${kind} of the cluster ${cluster}, not of ${of.cluster}`);
  for (const where of ['region', 'account'] as const) {
    if (of[where] !== undefined && of[where] !== arn[where]) {
      throw invalid(`${given} is in another ${where} than the cluster: ${arn[where]}, not ${of[where]}`);
    }
  }
  return { ...of, [kind]: name, region: arn.region, account: arn.account };
}

function parsed(text: string): Named | undefined {
  const [, region, account, kind, path] = /^arn:[\w-]+:ecs:([\w-]+):(\d*):([\w-]+)\/(.+)$/.exec(text) ?? [];
  if (region === undefined || account === undefined || kind === undefined || path === undefined) return undefined;
  return { region, account, kind, path: path.split('/') };
}

const invalid = (detail: string): OperationError => new OperationError({ code: 'invalid-request', detail });
