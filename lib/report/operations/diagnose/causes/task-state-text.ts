import type { ContainerState, TaskStateCause } from '../../../../operations/diagnose/causes/service/task-states';
import { duration } from '../../../clock';
import { nameList } from '../../../name-list';
import { counted } from '../../../table';
import type { CauseText } from './cause-words';

/** Tasks that are on their instances and are not as they should be. */
export function taskStateText(cause: TaskStateCause): CauseText {
  const { group, taskDefinition, tasks, containers } = cause;
  const which = `${counted(tasks.length, 'task')} of ${group} (${taskDefinition})`;
  const are = tasks.length === 1 ? 'is' : 'are';
  const evidence = [nameList(tasks), ...containers.map(containerText)];
  switch (cause.code) {
    case 'starting-slowly':
    case 'stopping-slowly': {
      const time = duration(cause.forSeconds);
      return cause.code === 'starting-slowly'
        ? {
            title: `${which} ${are} still starting after ${time} (${cause.lastStatus})`,
            evidence,
            fix: 'see what the first container that does not run waits for: a large image, a dependency that never becomes healthy, an agent that is not connected',
          }
        : {
            title: `${which} ${are} still stopping after ${time} (${cause.lastStatus})`,
            evidence,
            fix: 'the stop timeout, the deregistration delay and the network interface come in turn; if it stays so, see whether the agent is connected and the role that ECS uses is there',
          };
    }
    case 'container-unhealthy':
      return {
        title: `${which} ${tasks.length === 1 ? 'runs' : 'run'}, and the health check of a container fails`,
        evidence,
        fix: 'run the command of the health check in the container (aws ecs execute-command): the program that it calls must be in the image',
      };
    case 'exec-agent-stopped':
      return {
        title: `${which} cannot be reached by aws ecs execute-command: its agent has stopped`,
        evidence,
        fix: 'allow the task role ssmmessages (CreateControlChannel, CreateDataChannel, OpenControlChannel, OpenDataChannel), give the subnet a way to ssmmessages, and leave the root file system writable; then start the task anew',
      };
  }
}

const containerText = ({ name, lastStatus, healthStatus, reason }: ContainerState): string =>
  `container ${name} is ${lastStatus}${healthStatus ? `, ${healthStatus}` : ''}${reason ? `: ${reason}` : ''}`;
