import { auditImages } from './audit-images';
import { check } from './check';
import type { Verb } from './command';
import { diagnose } from './diagnose';
import { drain } from './drain';
import { explain } from './explain';
import { plan } from './plan';
import { preflight } from './preflight';
import { runTask } from './run-task';
import { simulate } from './simulate';
import { size } from './size';
import { teardown } from './teardown';
import { watch } from './watch';

/** Every verb, in the order of the help. */
export const COMMANDS: readonly Verb[] = [
  check,
  plan,
  simulate,
  size,
  preflight,
  runTask,
  auditImages,
  explain,
  diagnose,
  watch,
  drain,
  teardown,
];
