import { Option } from 'commander';
import type { FleetTimings, TaskTimings, TimingOptions, TrafficOptions } from '../../lib/placement';
import { UsageError } from '../usage-error';

/** The timings that options set, by the option's name in the parsed flags. */
interface Timed {
  readonly tasks: Readonly<Record<string, keyof TaskTimings>>;
  readonly fleet: Readonly<Record<string, keyof FleetTimings>>;
  readonly traffic: Readonly<Record<string, keyof TrafficOptions>>;
}

const TIMED: Timed = {
  tasks: {
    imagePull: 'imagePullSeconds',
    taskStart: 'startSeconds',
    healthy: 'healthySeconds',
    deregister: 'deregistrationSeconds',
    stop: 'stopSeconds',
  },
  fleet: {
    instanceLaunch: 'instanceLaunchSeconds',
    spotNotice: 'spotNoticeSeconds',
    lossDetection: 'lossDetectionSeconds',
    stageLimit: 'stageLimitSeconds',
  },
  traffic: { bake: 'bakeSeconds' },
};

/** The options that say how long each phase takes, with the engine's defaults. */
export const durationOptions = (): readonly Option[] =>
  (
    [
      ['image-pull', 'from being placed until all images are pulled', '30s'],
      ['task-start', 'from pulled until RUNNING', '10s'],
      [
        'healthy',
        'from RUNNING until healthy',
        'from the template, else 150s behind a load balancer and 40s elsewhere',
      ],
      [
        'deregister',
        'until the load balancer lets go of a stopping task',
        'from the template, else 300s behind a load balancer',
      ],
      ['stop', 'from SIGTERM until the last container has exited', 'from the template, else 30s'],
      ['instance-launch', 'from launch until an instance takes tasks', '120s'],
      ['spot-notice', 'from the notice of an interruption until the instance is gone', '120s'],
      ['loss-detection', 'until lost tasks and instances are replaced', '120s'],
      [
        'bake',
        'how long both revisions of a blue/green, linear or canary deployment stay',
        'from the template, else 900s',
      ],
      ['stage-limit', 'how long a stage of such a deployment may last', '24h'],
    ] as const
  ).map(([name, what, standard]) =>
    new Option(`--${name} <TIME>`, `${what} (default: ${standard})`).argParser((text) => secondsOf(name, text)),
  );

/** Timings and traffic as the engine takes them; what was not given is left to it. */
export function durationsOf(flags: Readonly<Record<string, unknown>>): {
  readonly timings: TimingOptions;
  readonly traffic: TrafficOptions;
} {
  const given = (names: Readonly<Record<string, string>>) =>
    Object.fromEntries(
      Object.entries(names).flatMap(([flag, name]) => (flags[flag] === undefined ? [] : [[name, flags[flag]]])),
    );
  return { timings: { ...given(TIMED.fleet), tasks: given(TIMED.tasks) }, traffic: given(TIMED.traffic) };
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

/** Ten years: longer than anything that is simulated. */
const MOST = 315_360_000;

/** Seconds of `90`, `90s`, `15m` or `1h`. @throws UsageError naming the option */
export function secondsOf(name: string, text: string): number {
  const [, amount, unit = 's'] = /^(\d+(?:\.\d+)?)([smh])?$/.exec(text) ?? [];
  const seconds = Number(amount) * UNITS[unit]!;
  if (seconds <= MOST) return seconds;
  throw new UsageError(`--${name} ${text}: no duration; write seconds, or a number with s, m or h, such as 90s`);
}
