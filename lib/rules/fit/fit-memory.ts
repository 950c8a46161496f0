import { shortageRule } from './shortage';

/** A task's memory fits what an empty instance registers, in every capacity that gets its tasks. */
export const fitMemory = shortageRule({
  id: 'fit-memory',
  code: 'memory',
  resource: 'memoryMiB',
  title: 'A task fits the memory that the instances it may run on register',
  why: 'An instance registers less memory than EC2 advertises, since its kernel and the agent keep some. A task that needs more than an empty instance registers is never placed.',
  remedy: 'Give the task less memory, or launch an instance type with more.',
  link: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/memory-management.html',
  amount: (count) => `${count} MiB of memory`,
  less: (offered) => `ask for at most ${offered} MiB`,
});
