import { shortageRule } from './shortage';

/** An awsvpc task's network interface fits an empty instance of every capacity that gets its tasks. */
export const fitNetworkInterfaces = shortageRule({
  id: 'fit-network-interfaces',
  code: 'network-interfaces',
  resource: 'networkInterfaces',
  title: 'An awsvpc task finds a free network interface on the instances it may run on',
  why: 'Each awsvpc task takes a network interface. Small types have one to spare, which a daemon in awsvpc mode may hold already.',
  remedy:
    'Launch a type with more interfaces, turn on ENI trunking where the type takes it, or use bridge mode for daemons.',
  link: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-instance-eni.html',
  amount: (count) => `${count} network ${count === 1 ? 'interface' : 'interfaces'}`,
  less: () => 'run daemons in bridge or host mode',
});
