import { DEFAULT_MODEL_ASSUMPTIONS, Model, type ReadOptions, readTemplates } from '../../template';

/** How templates will be deployed. */
export type ReadModelOptions = Pick<ReadOptions, 'parameters' | 'region'>;

/**
 * Reads what is to be deployed, for {@link preflight}: template files in JSON or YAML, folders of them, cloud assemblies
 * (`cdk.out`).
 * @throws TemplateError with the file, the line, what is wrong and how to mend it
 */
export const readModel = (paths: readonly [string, ...string[]], options: ReadModelOptions = {}): Model =>
  new Model(readTemplates(paths, options), DEFAULT_MODEL_ASSUMPTIONS);
