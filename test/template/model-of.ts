import { DEFAULT_MODEL_ASSUMPTIONS, Model, type ModelAssumptions, readTemplates } from '../../lib/template';
import { memoryFiles } from './memory-files';

/** The model of one hand-written template. */
export function modelOf(text: string, assumptions: Partial<ModelAssumptions> = {}, region?: string): Model {
  const set = readTemplates(['t.yaml'], { files: memoryFiles({ 't.yaml': text }), region });
  return new Model(set, { ...DEFAULT_MODEL_ASSUMPTIONS, ...assumptions });
}
