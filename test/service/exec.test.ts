import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { ContainerImage, Ec2TaskDefinition, LinuxParameters } from 'aws-cdk-lib/aws-ecs';
import { Service } from '../../lib/service';
import { misuseOf } from '../misuse';
import { propertiesOf, resourcesOf, shop, workerTask } from './shop';

const AGENT_PATHS = ['/managed-agents', '/var/lib/amazon/ssm', '/var/log/amazon/ssm'];

/** A service with exec whose container can only be written to at these paths. */
function readOnly(paths: readonly string[], { readOnly = false, init = true } = {}) {
  const { stack, cluster, capacity } = shop();
  const taskDefinition = new Ec2TaskDefinition(stack, 'Task');
  const container = taskDefinition.addContainer('app', {
    image: ContainerImage.fromRegistry('nginx'),
    memoryLimitMiB: 64,
    readonlyRootFilesystem: true,
    linuxParameters: new LinuxParameters(stack, 'Linux', { initProcessEnabled: init }),
  });
  for (const [index, containerPath] of paths.entries()) {
    taskDefinition.addVolume({ name: `v${index}` });
    container.addMountPoints({ containerPath, sourceVolume: `v${index}`, readOnly });
  }
  new Service(stack, 'Service', { cluster, taskDefinition, capacity, exec: true });
  return stack;
}

test('is off unless asked for: a shell in production is a decision', () => {
  const { stack, cluster, capacity } = shop();
  new Service(stack, 'Service', { cluster, taskDefinition: workerTask(stack), capacity });
  expect(propertiesOf(stack).EnableExecuteCommand).toBe(false);
});

test('lets the task role open sessions', () => {
  const stack = readOnly(AGENT_PATHS);
  expect(propertiesOf(stack).EnableExecuteCommand).toBe(true);
  const policies = resourcesOf(stack, 'AWS::IAM::Policy').map(({ Properties }) => JSON.stringify(Properties));
  expect(policies.filter((policy) => policy.includes('ssmmessages:OpenDataChannel'))).toHaveLength(1);
});

test('is refused where its agent cannot write', () => {
  expect(misuseOf(() => readOnly([]))).toBe('ExecReadOnly');
  expect(misuseOf(() => readOnly(AGENT_PATHS.slice(1)))).toBe('ExecReadOnly');
  expect(misuseOf(() => readOnly(AGENT_PATHS, { readOnly: true }))).toBe('ExecReadOnly');
  expect(misuseOf(() => readOnly(['/managed-agents', '/var']))).toBeUndefined();
});

test('warns where there is no init process', () => {
  const zombies = Match.stringLikeRegexp('zombies');
  Annotations.fromStack(readOnly(AGENT_PATHS, { init: false })).hasWarning('/Test/Service', zombies);
  Annotations.fromStack(readOnly(AGENT_PATHS)).hasNoWarning('/Test/Service', zombies);
});
