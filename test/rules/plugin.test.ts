import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, type IPolicyValidationContext, NestedStack, Stack, Stage, Validations } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import { StowageChecks } from '../../lib';
import { version } from '../../package.json';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

function appWithChecks(): App {
  const outdir = mkdtempSync(join(tmpdir(), 'stowage-plugin-'));
  folders.push(outdir);
  const app = new App({ outdir });
  Validations.of(app).addPlugins(new StowageChecks());
  return app;
}

/** Plain CDK: a container that waits for the health of one that has no health check. */
function waiting(scope: Construct, id: string): ecs.TaskDefinition {
  const definition = new ecs.Ec2TaskDefinition(scope, id);
  const image = ecs.ContainerImage.fromRegistry('nginx:1.27');
  const [first, second] = ['first', 'second'].map((name) =>
    definition.addContainer(name, { image, memoryLimitMiB: 128 }),
  );
  first!.addContainerDependencies({ container: second!, condition: ecs.ContainerDependencyCondition.HEALTHY });
  return definition;
}

/** What the CDK wrote down about the plugin's findings, and what it printed. */
function synth(app: App): { error?: Error; violations: { ruleName: string; severity: string }[]; suppressed: number } {
  const printed = jest.spyOn(console, 'error').mockImplementation(() => {});
  let error: Error | undefined;
  try {
    app.synth();
  } catch (thrown) {
    error = thrown as Error;
  } finally {
    printed.mockRestore();
  }
  const report = JSON.parse(readFileSync(join(app.outdir, 'validation-report.json'), 'utf8'));
  const [stowage] = report.pluginReports.filter((one: { pluginName: string }) => one.pluginName === 'stowage');
  return { error, violations: stowage?.violations ?? [], suppressed: stowage?.suppressedViolations?.length ?? 0 };
}

test('an error fails the synthesis, and names the construct and the line it was made at', () => {
  const app = appWithChecks();
  waiting(new Stack(app, 'Shop'), 'Web');
  const { error, violations } = synth(app);
  expect(error?.message).toMatch(/plugin\.test\.ts:\d+:\d+\nERROR .*HEALTHY/);
  expect(violations).toMatchObject([
    {
      ruleName: 'container-dependency',
      severity: 'error',
      suggestedFix: expect.any(String),
      violatingConstructs: [
        { constructPath: 'Shop/Web/Resource', cloudFormationResource: { logicalId: expect.any(String) } },
      ],
    },
  ]);
});

test('stacks of stages and nested stacks are checked too, each once', () => {
  const app = appWithChecks();
  waiting(new NestedStack(new Stack(app, 'Shop'), 'Inner'), 'Web');
  waiting(new Stack(new Stage(app, 'Live'), 'Shop'), 'Web');
  const paths = synth(app).violations.map(
    (violation) => (violation as unknown as { violatingConstructs: { constructPath: string }[] }).violatingConstructs,
  );
  expect(
    paths
      .flat()
      .map(({ constructPath }) => constructPath)
      .sort(),
  ).toEqual(['Live/Shop/Web/Resource', 'Shop/Inner/Web/Resource']);
});

test.each([
  ['the construct', (_app: App, web: ecs.TaskDefinition) => web],
  ['its stack', (_app: App, web: ecs.TaskDefinition) => Stack.of(web)],
  ['the app', (app: App) => app],
])('an error that is acknowledged on %s fails nothing', (_name, scopeOf) => {
  const app = appWithChecks();
  const web = waiting(new Stack(app, 'Shop'), 'Web');
  Validations.of(scopeOf(app, web)).acknowledge({ id: 'stowage::container-dependency', reason: 'checked by hand' });
  const { error, violations, suppressed } = synth(app);
  expect(error).toBeUndefined();
  expect(violations).toEqual([]);
  expect(suppressed).toBe(1);
});

test('accepting an error of one construct accepts it of no other', () => {
  const app = appWithChecks();
  const stack = new Stack(app, 'Shop');
  Validations.of(waiting(stack, 'Web')).acknowledge({ id: 'stowage::container-dependency', reason: 'tried out' });
  waiting(stack, 'Worker');
  const { error, violations } = synth(app);
  expect(error).toBeDefined();
  expect(violations.map(({ ruleName }) => ruleName)).toContain('container-dependency');
});

test('what cannot be decided for one reason is said once', () => {
  const app = appWithChecks();
  const stack = new Stack(app, 'Shop');
  for (const id of ['Web', 'Worker']) {
    const definition = waiting(stack, id).node.defaultChild as ecs.CfnTaskDefinition;
    definition.addPropertyOverride('ContainerDefinitions', { 'Fn::ImportValue': 'elsewhere' });
  }
  const { violations } = synth(app);
  const rules = violations.map(({ ruleName }) => ruleName);
  expect(rules.length).toBeGreaterThan(0);
  expect(new Set(rules).size).toBe(rules.length);
});

test('a warning is printed and fails nothing', () => {
  const app = appWithChecks();
  const definition = new ecs.Ec2TaskDefinition(new Stack(app, 'Shop'), 'Web');
  const image = ecs.ContainerImage.fromRegistry('nginx:1.27');
  definition.addContainer('web', { image, memoryLimitMiB: 128, privileged: true });
  const { error, violations } = synth(app);
  expect(error).toBeUndefined();
  expect(violations).toMatchObject([{ ruleName: 'security-privileged', severity: 'warning' }]);
});

test('what cannot be decided before deployment fails nothing', () => {
  const app = appWithChecks();
  const definition = waiting(new Stack(app, 'Shop'), 'Web').node.defaultChild as ecs.CfnTaskDefinition;
  definition.addPropertyOverride('ContainerDefinitions', { 'Fn::ImportValue': 'elsewhere' });
  const { error, violations } = synth(app);
  expect(error).toBeUndefined();
  expect(violations.length).toBeGreaterThan(0);
  for (const { severity } of violations) expect(severity).toBe('info');
});

test('assumptions and parameters are taken', () => {
  const app = new App();
  const assembly = app.synth();
  const context = { templatePaths: [join(assembly.directory, 'x.template.json')] } as IPolicyValidationContext;
  const plugin = new StowageChecks({ parameters: { NoSuch: '1' }, region: 'eu-west-1', trunking: 'on' });
  expect(() => plugin.validate(context)).toThrow(/NoSuch/);
});

test('it says its version and rules', () => {
  const plugin = new StowageChecks();
  expect(plugin.version).toBe(version);
  expect(plugin.name).toBe('stowage');
  expect(plugin.ruleIds).toContain('container-dependency');
});
