import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { devDependencies } from '../../package.json';
import { handOver, must, npmInstall, repository } from './project';

/** The oldest compiler that the package promises to work with; the newest is the one that builds it. */
const OLDEST_TYPESCRIPT = '5.9.3';

/** Packs what `npm run build` left in dist and installs it into an empty project with only the peers and a compiler. */
export default function install(): void {
  const project = mkdtempSync(join(tmpdir(), 'stowage-package-'));
  const pack = ['pack', '--json', '--ignore-scripts', '--pack-destination', project];
  const [tarball] = JSON.parse(must('npm', pack, { cwd: repository }).stdout) as [
    { filename: string; files: { path: string }[] },
  ];
  writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'reader', private: true }));
  npmInstall(project, [
    join(project, tarball.filename),
    `aws-cdk-lib@${devDependencies['aws-cdk-lib']}`,
    `constructs@${devDependencies.constructs}`,
    `typescript@${OLDEST_TYPESCRIPT}`,
    `@types/node@${devDependencies['@types/node']}`,
  ]);
  handOver({ project, tarballFiles: tarball.files.map((file) => file.path).sort() });
}
