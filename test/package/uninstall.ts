import { rmSync } from 'node:fs';
import { installed } from './project';

export default function uninstall(): void {
  rmSync(installed().project, { recursive: true, force: true });
}
