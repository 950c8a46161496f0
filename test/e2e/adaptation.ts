import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ACCOUNT, REGION } from './emulator';

export interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
  DependsOn?: string | string[];
}

export interface Template {
  readonly Parameters?: Record<string, unknown>;
  readonly Rules?: Record<string, unknown>;
  readonly Resources: Record<string, Resource>;
}

/** Where an emulator falls short of AWS, and how a template is changed so that everything else can still be tested. */
export interface Adaptation {
  /** One sentence, repeated in docs/testing.md. */
  readonly shortfall: string;
  readonly apply: (template: Template) => Template;
}

export const readTemplate = (assembly: string, stack: string): Template =>
  JSON.parse(readFileSync(join(assembly, `${stack}.template.json`), 'utf8'));

/** Applies adaptations to every template of a cloud assembly, in place. */
export function adapt(assembly: string, adaptations: readonly Adaptation[]): void {
  for (const name of readdirSync(assembly).filter((file) => file.endsWith('.template.json'))) {
    const file = join(assembly, name);
    const template: Template = JSON.parse(readFileSync(file, 'utf8'));
    writeFileSync(file, JSON.stringify(adaptations.reduce((adapted, { apply }) => apply(adapted), template)));
  }
}

export const resourcesOf = (template: Template, type: string): [logicalId: string, resource: Resource][] =>
  Object.entries(template.Resources).filter(([, resource]) => resource.Type === type);

/** The template without some resources; who refers to one of them gets an ARN that nothing stands behind. */
export function without(template: Template, unwanted: (type: string) => boolean): Template {
  const gone = new Set(Object.keys(template.Resources).filter((id) => unwanted(template.Resources[id]!.Type)));
  const standIn = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(standIn);
    if (typeof node !== 'object' || node === null) return node;
    const { Ref: ref, 'Fn::GetAtt': attribute } = node as { Ref?: string; 'Fn::GetAtt'?: [string, string] };
    const target = ref ?? attribute?.[0];
    if (target && gone.has(target)) return `arn:aws:absent:${REGION}:${ACCOUNT}:${target}`;
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, standIn(value)]));
  };
  const kept = Object.entries(template.Resources).filter(([id]) => !gone.has(id));
  const resources = kept.map(([id, { DependsOn: dependsOn = [], ...resource }]) => [
    id,
    { ...resource, DependsOn: [dependsOn].flat().filter((dependency) => !gone.has(dependency)) },
  ]);
  return standIn({ ...template, Resources: Object.fromEntries(resources) }) as Template;
}
