import { Unknown } from '../../template';
import { rule } from '../rule';
import { demandFigure, fitOutcomes } from './fit-outcomes';

/** What a task needs and no instance has. */
type Missing = { where: string; missing: readonly string[]; operatingSystem: string | null };

const DRIVER = /^com\.amazonaws\.ecs\.capability\.logging-driver\./;

/** The attributes that a task definition requires are reported by an instance of every capacity that gets its tasks. */
export const fitAttributes = rule<Missing>({
  id: 'fit-attributes',
  severity: 'error',
  title: 'The instances a task may run on have the attributes that its task definition requires',
  why: 'ECS derives attributes from a task definition (a log driver, task networking, the operating system) and places a task only where the agent reports all of them.',
  remedy:
    'Turn the feature on in the user data of the instances, choose another machine image, or leave the feature out of the task definition.',
  link: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html',

  check: (model) =>
    fitOutcomes<Missing>(model, {
      figures: (fit) =>
        fit.origin.demand ? [demandFigure(fit, 'requiredAttributes'), demandFigure(fit, 'operatingSystem')] : [],
      wrong: (refusal, { target }) => {
        if (refusal.code !== 'refused') return undefined;
        const names = refusal.rejections.flatMap((one) => (one.code === 'attributes' ? one.missing : []));
        const system = refusal.rejections.find((one) => one.code === 'operating-system');
        if (names.length === 0 && !system) return undefined;
        return {
          where: target.name,
          missing: names.map(({ name }) => name),
          operatingSystem: system?.code === 'operating-system' ? system.required : null,
        };
      },
      doubt: (_, { target }) => {
        const open = target.capacities.find(({ agentIsKnown }) => !agentIsKnown);
        const name = `what the machine image of ${open?.name} sets up for its agent is not known`;
        return open && new Unknown({ code: 'assumption', name }, '');
      },
    }),

  message: ({ where, missing, operatingSystem }) =>
    operatingSystem === null
      ? `a task requires ${missing.map(words).join(' and ')}, which no instance of ${where} reports`
      : `a task is for ${operatingSystem}, and the instances of ${where} run another operating system`,

  fix: ({ missing, operatingSystem }) => {
    if (operatingSystem !== null) return `launch instances from a machine image for ${operatingSystem}`;
    const drivers = missing.filter((name) => DRIVER.test(name)).map((name) => name.replace(DRIVER, ''));
    return drivers.length > 0
      ? `add ${drivers.join(', ')} to ECS_AVAILABLE_LOGGING_DRIVERS in the user data, or use the awslogs driver`
      : `turn on ${missing.map(words).join(' and ')} in the user data of the instances`;
  },
});

const words = (name: string): string =>
  DRIVER.test(name) ? `the log driver ${name.replace(DRIVER, '')}` : `the attribute ${name}`;
