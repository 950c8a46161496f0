import { type Clients, clientsFor } from '../../lib/operations';

/** Clients that reach nobody: their answers come from `mockClient`, and a call that has none fails at once. */
export const testClients = (): Clients =>
  clientsFor({
    region: 'eu-west-1',
    endpoint: 'http://127.0.0.1:1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });

const ecs = 'arn:aws:ecs:eu-west-1:111122223333';

/** ARNs as ECS makes them. */
export const arn = {
  cluster: (name: string) => `${ecs}:cluster/${name}`,
  service: (name: string, cluster = 'Shop') => `${ecs}:service/${cluster}/${name}`,
  task: (id: string, cluster = 'Shop') => `${ecs}:task/${cluster}/${id}`,
  instance: (id: string, cluster = 'Shop') => `${ecs}:container-instance/${cluster}/${id}`,
  taskDefinition: (family: string, revision = 1) => `${ecs}:task-definition/${family}:${revision}`,
};
