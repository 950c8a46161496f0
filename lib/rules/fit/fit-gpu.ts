import { shortageRule } from './shortage';

/** A task's GPUs fit an empty instance of every capacity that gets its tasks. */
export const fitGpu = shortageRule({
  id: 'fit-gpu',
  code: 'gpus',
  resource: 'gpus',
  title: 'A task that needs GPUs runs on instances that register as many',
  why: 'ECS gives whole GPUs of one instance to a task. Without an instance that registers enough of them the task is never placed.',
  remedy: 'Launch an instance type with enough GPUs, from a machine image for GPUs.',
  link: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-gpu.html',
  amount: (count) => `${count} ${count === 1 ? 'GPU' : 'GPUs'}`,
  less: (offered) => `ask for at most ${offered}`,
});
