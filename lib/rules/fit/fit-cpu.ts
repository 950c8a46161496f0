import { shortageRule } from './shortage';

/** A task's CPU fits an empty instance of every capacity that gets its tasks. */
export const fitCpu = shortageRule({
  id: 'fit-cpu',
  code: 'cpu',
  resource: 'cpuUnits',
  title: 'A task fits the CPU of the instances it may run on',
  why: 'A task that needs more CPU units than any empty instance has is never placed; the deployment waits until it times out.',
  remedy: 'Give the task fewer CPU units, or launch an instance type with more vCPUs (1024 units each).',
  link: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html',
  amount: (count) => `${count} CPU units`,
  less: (offered) => `ask for at most ${offered} CPU units`,
});
