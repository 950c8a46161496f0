import { CATALOG } from '../../lib/rules';
import { DEFAULT_MODEL_ASSUMPTIONS, Model, readTemplates } from '../../lib/template';
import { type DeploymentFlags, settingsOf } from './settings';

/** The model of what is read, with how it will be deployed from options and files. @throws UsageError, TemplateError */
export function modelOf(paths: readonly string[], flags: DeploymentFlags, cwd: string): Model {
  const { assumptions, region, parameters } = settingsOf(paths, flags, CATALOG, cwd);
  return new Model(readTemplates(paths, { region, parameters }), { ...DEFAULT_MODEL_ASSUMPTIONS, ...assumptions });
}
