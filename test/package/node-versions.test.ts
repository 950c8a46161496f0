import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { installed, must, npmInstall, repository, synthesize, write } from './project';

/** The npm packages that carry Node's own binary, one for each platform. */
const binaryPackage = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;

function nodeBinary(major: number): string {
  const home = join(installed().project, `node-${major}`);
  mkdirSync(home);
  npmInstall(home, ['--prefix', home, `${binaryPackage}@${major}`]);
  return join(home, 'node_modules', binaryPackage, 'bin', 'node');
}

const example = ['--import', 'tsx', 'bin/app.ts'];

describe.each([22, 24])('Node %i', (major) => {
  let node: string;

  beforeAll(() => {
    node = nodeBinary(major);
  });

  test('is the Node that runs', () => {
    expect(must(node, ['--version']).stdout).toMatch(new RegExp(`^v${major}\\.`));
  });

  test.each(['cjs', 'mjs'])('imports the installed package (%s)', (kind) => {
    const load = kind === 'cjs' ? `const s = require('cdk-stowage')` : `import * as s from 'cdk-stowage'`;
    write(
      `load.${kind}`,
      `${load};\nconsole.log(Object.keys(s).filter((key) => key !== 'default' && key !== 'module.exports').sort().join());\n`,
    );
    expect(must(node, [`load.${kind}`]).stdout).toEqual(must(process.execPath, [`load.${kind}`]).stdout);
    expect(must(node, [`load.${kind}`]).stdout).toContain('Ec2Cluster');
  });

  test('synthesizes the example to the same templates as this Node', () => {
    const templates = synthesize(node, example, repository);
    expect(Object.keys(templates)).not.toEqual([]);
    expect(templates).toEqual(synthesize(process.execPath, example, repository));
  });
});
