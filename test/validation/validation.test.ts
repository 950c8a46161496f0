import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Report {
  readonly pluginReports: readonly {
    readonly violations: readonly {
      readonly violatingConstructs: readonly { readonly constructPath: string }[];
    }[];
  }[];
}

test("the CDK's own validation, which the other tests turn off, finds nothing but the mistake made on purpose", () => {
  const out = mkdtempSync(join(tmpdir(), 'stowage-validation-'));
  const { CDK_VALIDATION: _, ...environment } = process.env;
  try {
    const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', join(__dirname, 'app.ts')], {
      env: { ...environment, CDK_OUTDIR: out },
      encoding: 'utf8',
    });
    expect([status, stderr.includes('Error')]).toEqual([0, false]);
    const { pluginReports }: Report = JSON.parse(readFileSync(join(out, 'validation-report.json'), 'utf8'));
    const found = pluginReports.flatMap(({ violations }) =>
      violations.flatMap(({ violatingConstructs }) => violatingConstructs.map(({ constructPath }) => constructPath)),
    );
    expect(found).toEqual(['Valid/Mistake']);
  } finally {
    rmSync(out, { recursive: true });
  }
}, 120_000);
