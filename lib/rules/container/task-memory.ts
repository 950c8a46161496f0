import { isUnknown, type Known, type TaskDefinition } from '../../template';

/** The memory of the task as a whole in MiB, from `2048`, `2GB` or `2 GB`; undefined when it has none. */
export function taskMemoryMiB({ memory }: TaskDefinition): Known<number> | undefined {
  if (memory === undefined || isUnknown(memory)) return memory;
  const [, figure, unit] = /^\s*([\d.]+)\s*(GB)?\s*$/i.exec(memory) ?? [];
  return figure === undefined ? undefined : Number(figure) * (unit ? 1024 : 1);
}
