import type { Command } from 'commander';
import type { ContainerOverrides } from '../../lib/operations';
import { pair, wholeNumber } from '../settings/values';
import { UsageError } from '../usage-error';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * What a command line says of containers. An option is for the container that `--container` named last before it; for
 * the one that needs no name, if none was named; `--cpu` and `--memory` then are for the task.
 */
export class ContainerFlags {
  readonly task: { cpuUnits?: number; memoryMiB?: number } = {};
  readonly unnamed: Mutable<ContainerOverrides> = {};
  readonly byName: Record<string, Mutable<ContainerOverrides>> = {};
  current: string | undefined;

  /** Takes note of `--container`. @throws UsageError */
  open(name: string): void {
    if (Object.keys(this.unnamed).length > 0) {
      throw new UsageError(`--container ${name} comes after options for a container; write it before them`);
    }
    this.current = name;
    this.byName[name] ??= {};
  }

  /** What is said of a container now. */
  get container(): Mutable<ContainerOverrides> {
    return this.current === undefined ? this.unnamed : this.byName[this.current]!;
  }

  /** What a size is said of now. */
  get sized(): { cpuUnits?: number; memoryMiB?: number } {
    return this.current === undefined ? this.task : this.container;
  }
}

/** Declares the options; what they say is noted in their order, as the option value `containers`. */
export function declareContainers(command: Command): void {
  const noted = new ContainerFlags();
  command.setOptionValue('containers', noted);
  const note = (flags: string, help: string, take: (text: string) => void) =>
    command.option(flags, help, (text: string) => {
      take(text);
      return true;
    });
  note('--cpu <UNITS>', 'CPU units of the task; after --container, of the container', (text) => {
    noted.sized.cpuUnits = wholeNumber('--cpu', text);
  });
  note('--memory <MIB>', 'memory of the task in MiB; after --container, hard limit of the container', (text) => {
    noted.sized.memoryMiB = wholeNumber('--memory', text);
  });
  note('--container <NAME>', 'container of the options after it and of COMMAND (repeatable)', (name) =>
    noted.open(name),
  );
  note('--env <NAME=VALUE>', 'environment variable (repeatable)', (text) => {
    const [name, value] = pair('--env', text);
    noted.container.environment = { ...noted.container.environment, [name]: value };
  });
  note('--env-file <ARN>', 'file of environment variables in S3 (repeatable)', (text) => {
    noted.container.environmentFiles = [...(noted.container.environmentFiles ?? []), text];
  });
  note('--memory-reservation <MIB>', 'soft limit of the container', (text) => {
    noted.container.memoryReservationMiB = wholeNumber('--memory-reservation', text);
  });
  note('--gpus <N>', 'whole GPUs of the container', (text) => {
    noted.container.gpus = wholeNumber('--gpus', text);
  });
}
