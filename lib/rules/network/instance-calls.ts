import { isUnknown, knownStructAt, structsAt, type TaskDefinition, type TemplateSet, textParts } from '../../template';
import { imageRegistry } from './image-registry';
import type { Call } from './service-reach';

/** What every container instance asks of ECS before it can run a task. */
export const AGENT_CALLS: readonly Call[] = [
  { service: 'ecs', action: 'ecs:RegisterContainerInstance' },
  { service: 'ecs-agent', action: 'ecs:Poll' },
];

/** The layers of private images lie in a bucket of ECR's. */
const ECR_CALLS: readonly Call[] = [
  { service: 'ecr.api', action: 'ecr:GetAuthorizationToken' },
  { service: 'ecr.dkr', action: 'ecr:BatchGetImage' },
  { service: 's3', action: 's3:GetObject', resource: 'arn:aws:s3:::prod-region-starport-layer-bucket/layer' },
];

/**
 * What the instance asks of AWS on behalf of a task, in every network mode: images, secrets and, where the container
 * does not start without it, its log stream.
 */
export function callsFor(definition: TaskDefinition, set: TemplateSet): readonly Call[] {
  return definition.containers.flatMap((container) => {
    const logging = knownStructAt(container.properties, 'LogConfiguration');
    const options = logging && knownStructAt(logging, 'Options');
    const blocks = container.logDriver === 'awslogs' && options?.['mode'] === 'blocking';
    return [
      ...(imageRegistry(container, set) === 'ecr' ? ECR_CALLS : []),
      ...structsAt(container.properties, 'Secrets').flatMap((secret) => secretCall(secret['ValueFrom'], set)),
      ...(blocks ? [{ service: 'logs', action: 'logs:CreateLogStream' }] : []),
    ];
  });
}

function secretCall(from: Parameters<typeof textParts>[0] | undefined, set: TemplateSet): Call[] {
  const parts = from === undefined ? undefined : textParts(from);
  if (!parts) return [];
  const text = parts.map((part) => (typeof part === 'string' ? part : '')).join('');
  const types = parts.map((part) => (typeof part === 'string' || isUnknown(part) ? '' : set.resourceOf(part)?.type));
  if (text.includes(':secretsmanager:') || types.includes('AWS::SecretsManager::Secret')) {
    return [{ service: 'secretsmanager', action: 'secretsmanager:GetSecretValue' }];
  }
  const isParameter = text.includes(':ssm:') || types.includes('AWS::SSM::Parameter') || parts.length === 1;
  return isParameter && typeof parts[0] === 'string' ? [{ service: 'ssm', action: 'ssm:GetParameters' }] : [];
}
