import type { Forecast, ForecastDoubt, ForecastStep, MissingInstances } from '../../../operations';
import type { Explanation } from '../../../placement';
import { nameList } from '../../name-list';
import { rejectionText } from '../../rejection-text';
import { counted } from '../../table';

/** What is foretold of a deployment, in one sentence. */
export function forecastText(forecast: Forecast): string {
  switch (forecast.code) {
    case 'finishes': {
      const { rounds, arriving } = forecast;
      const counting = arriving > 0 ? `, counting ${counted(arriving, 'instance')} on the way` : '';
      return rounds === 0
        ? `nothing more is to be started or stopped${counting}`
        : `there is room to finish, in ${counted(rounds, 'step')}${counting}`;
    }
    case 'needs-instances': {
      const { missing, rounds, step } = forecast;
      return `needs ${nameList(missing.map(missingText), missing.length)}; without, it stops ${stopText(rounds, step)}`;
    }
    case 'cannot-finish':
      return `cannot finish${forecast.step.cause === 'capacity' ? ', nor would it with more instances like these' : ''}: it stops ${stopText(forecast.rounds, forecast.step)}`;
    case 'unknown':
      return `unknown: ${doubtText(forecast.because)}`;
  }
}

function missingText({ of, instanceType, count, instances, maximum, come }: MissingInstances): string {
  const ways: Readonly<Record<MissingInstances['come'], string>> = {
    launched: `managed scaling may launch ${count === 1 ? 'it' : 'them'}`,
    'by-hand': `nothing launches ${count === 1 ? 'it' : 'them'} by itself`,
    'beyond-maximum': 'more than its maximum allows',
    unknown: 'whether its maximum allows that is not known',
  };
  const kind = of === instanceType ? instanceType : `${instanceType} in ${of}`;
  const there = `${instances}${maximum === undefined ? '' : ` of at most ${maximum}`} there`;
  return `${count} more ${kind} (${there}; ${ways[come]})`;
}

function stopText(rounds: number, { cause, counts, waiting, explanation }: ForecastStep): string {
  const when = rounds === 0 ? 'at once' : `after ${counted(rounds, 'step')}`;
  const old = counts.outgoing > 0 ? ` with ${counted(counts.outgoing, 'old one')} left` : '';
  const done = `${counts.kept - waiting} of ${counted(counts.desired, 'new task')}${old}`;
  return `${when}, at ${done}: ${whyText(cause, explanation)}`;
}

function whyText(cause: ForecastStep['cause'], explanation: ForecastStep['explanation']): string {
  switch (cause) {
    case 'capacity':
      return explanation?.closest ? closestText(explanation.closest) : 'no instance takes the next task';
    case 'config':
      return 'the healthy percents allow neither a stop nor a start';
    case 'draining':
      return 'the healthy percents do not let tasks leave a draining instance';
    case 'failing':
      return 'its tasks fail whenever they are started';
  }
}

const closestText = ({ ec2InstanceId, instanceId, rejections }: NonNullable<Explanation['closest']>): string =>
  `no instance takes the next task; the closest, ${ec2InstanceId ?? instanceId}, refuses for ${rejections.map(rejectionText).join('; ')}`;

function doubtText(doubt: ForecastDoubt): string {
  switch (doubt.code) {
    case 'daemon':
      return "a daemon's tasks are bound to their instances";
    case 'elsewhere':
      return 'its tasks run elsewhere than on instances of the cluster';
    case 'no-instance':
      return doubt.capacityProviders.length === 0
        ? 'no instance is there to tell what one is like'
        : `no instance of ${nameList(doubt.capacityProviders)} is there to tell what one is like`;
    case 'not-looked-at':
      return 'the instances may not be read';
    case 'too-many':
      return `it takes more than ${counted(doubt.tried, 'further instance')}, which are not tried`;
    case 'unreadable':
      return `the placement engine cannot read what there is: ${doubt.detail}`;
  }
}
