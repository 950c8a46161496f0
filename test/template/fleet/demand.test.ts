import { isUnknown } from '../../../lib/template';
import { modelOf } from '../model-of';

const demand = (properties: string, sections = '') => {
  const model = modelOf(
    `${sections}\nResources:\n  Task:\n    Type: AWS::ECS::TaskDefinition\n    Properties: ${properties}\n`,
  );
  return model.demandOf(model.taskDefinitions[0]!);
};

test('a task takes what its containers reserve, ports and interfaces by network mode', () => {
  expect(
    demand(
      '{ContainerDefinitions: [{Name: a, Cpu: "256", Memory: 512, MemoryReservation: 128, PortMappings: [{ContainerPort: 80, HostPort: 80}, {ContainerPort: 53, HostPort: 53, Protocol: UDP}]}, {Name: b, Cpu: 64, Memory: 64}]}',
    ),
  ).toMatchObject({ cpuUnits: 320, memoryMiB: 192, tcpPorts: [80], udpPorts: [53], networkInterfaces: 0, gpus: 0 });
  expect(
    demand('{NetworkMode: awsvpc, Cpu: 1 vCPU, Memory: 2 GB, ContainerDefinitions: [{Name: a, Cpu: 2000}]}'),
  ).toMatchObject({
    cpuUnits: 1024,
    memoryMiB: 2048,
    networkInterfaces: 1,
    tcpPorts: [],
  });
});

test('only the figure that hangs on an unknown is unknown', () => {
  const parameters = 'Parameters: {Size: {Type: Number}}';
  const open = demand('{ContainerDefinitions: [{Name: a, Cpu: !Ref Size, Memory: 64}]}', parameters);
  expect(isUnknown(open.cpuUnits)).toBe(true);
  expect(open.memoryMiB).toBe(64);
  expect(open.tcpPorts).toEqual([]);
  const sized = demand('{Cpu: 512, ContainerDefinitions: [{Name: a, Cpu: !Ref Size, Memory: 64}]}', parameters);
  expect(sized.cpuUnits).toBe(512);
});

test.each([['Cpu: many'], ['Memory: -3'], ['Cpu: [1]']])('a size that cannot be read is unknown: %s', (size) => {
  const { cpuUnits, memoryMiB } = demand(`{${size}, ContainerDefinitions: [{Name: a, Memory: 64}]}`);
  expect(isUnknown(cpuUnits) || isUnknown(memoryMiB)).toBe(true);
});

test('a private ECR image and its role need what the agent must be able to do', () => {
  const image = '"$' + '{AWS::AccountId}.dkr.ecr.$' + '{AWS::Region}.amazonaws.com/x:1"';
  const { requiredAttributes } = demand(
    `{ExecutionRoleArn: r, ContainerDefinitions: [{Name: a, Memory: 64, Image: !Sub ${image}, LogConfiguration: {LogDriver: gelf}}]}`,
  );
  const names = (requiredAttributes as readonly { name: string }[]).map(({ name }) => name);
  expect(names).toContain('ecs.capability.execution-role-ecr-pull');
  expect(names).toContain('com.amazonaws.ecs.capability.logging-driver.gelf');
});
