import type { Container, PortMapping } from '../ecs/container';
import { isUnknown, type Known, knownStructAt, numberAt, stringAt } from '../known';
import type { Model } from '../model';
import type { Resource } from '../stack/resource';
import type { Value } from '../value/value';
import type { TaskOrigin } from './task-origin';

/** A port of a service's tasks that a load balancer sends requests to: one entry of `LoadBalancers`. */
export interface TargetBinding {
  readonly origin: TaskOrigin;
  /** Where the entry stands among the properties of the service. */
  readonly path: readonly (string | number)[];
  /** The target group as written; absent for a Classic Load Balancer. */
  readonly group?: Value;
  /** The target groups that the templates hold: the one named, and that of a blue/green deployment. */
  readonly groups: readonly Resource[];
  readonly classic: boolean;
  readonly containerName?: Known<string>;
  readonly containerPort?: Known<number>;
  /** The container and the port mapping that are named, when the task definition has them. */
  readonly container?: Container;
  readonly mapping?: PortMapping;
}

/** Every entry of `LoadBalancers` of services that do not run elsewhere. */
export const targetBindingsOf = (model: Model): readonly TargetBinding[] =>
  model.taskOrigins
    .filter(({ service, destination }) => service && destination.kind !== 'elsewhere')
    .flatMap((origin) =>
      origin.service!.loadBalancers.map((entry, index): TargetBinding => {
        const group = entry['TargetGroupArn'];
        const advanced = knownStructAt(entry, 'AdvancedConfiguration');
        const containerName = stringAt(entry, 'ContainerName');
        const containerPort = numberAt(entry, 'ContainerPort');
        const container = isUnknown(containerName)
          ? undefined
          : origin.definition?.containers.find(({ name }) => name === containerName);
        return {
          origin,
          path: ['LoadBalancers', index],
          group,
          groups: [group, advanced?.['AlternateTargetGroupArn']].flatMap((value) => model.set.resourceOf(value) ?? []),
          classic: group === undefined && entry['LoadBalancerName'] !== undefined,
          containerName,
          containerPort,
          container,
          mapping: container?.portMappings.find((mapping) => mapping.containerPort === containerPort),
        };
      }),
    );

/** The port of a target: the one that the task definition fixes, or one that the agent picks. */
export function targetPort({ origin, mapping, containerPort }: TargetBinding): Known<number | 'dynamic'> | undefined {
  const mode = origin.definition?.networkMode;
  if (mode === undefined || isUnknown(mode)) return mode;
  if (mode === 'awsvpc' || mode === 'host') return containerPort;
  return mapping && (mapping.hostPort === 0 ? 'dynamic' : (mapping.hostPort ?? 'dynamic'));
}
