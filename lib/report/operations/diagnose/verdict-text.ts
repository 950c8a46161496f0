import type { Diagnosis } from '../../../operations/diagnose/diagnose';
import { counted } from '../../table';
import { likeTheFirst } from './abridged';
import { causeText } from './causes/cause-text';

/** A diagnosis in one line: what was looked at, and the cause that explains most. */
export function verdictText({ cluster, services, task, causes, notLookedAt }: Diagnosis): string {
  const [only, ...more] = services;
  const which = only !== undefined && more.length === 0 ? `service ${only}` : counted(services.length, 'service');
  const about = task ? `task ${task} in ${cluster}` : `${cluster} (${which})`;
  const unseen = notLookedAt.length > 0 ? ', and not everything was looked at' : '';
  const [first] = causes;
  if (!first) return `${about}: nothing wrong found${unseen}`;
  const alike = likeTheFirst(causes);
  const others = causes.filter(({ followsFrom }) => followsFrom === undefined).length - 1 - alike;
  const likewise = alike > 0 ? `, and ${alike} more like it` : '';
  return `${about}: ${causeText(first).title}${likewise}${others > 0 ? `; and ${counted(others, 'other cause')}` : ''}${unseen}`;
}
