import { stripVTControlCharacters } from 'node:util';
import { planOf } from '../../../lib/plan';
import { type Page, planText } from '../../../lib/report';
import { type Rollouts, rolloutsOf } from '../../../lib/simulation';
import type { Model } from '../../../lib/template';
import { fleetTemplate, managed, scalableTarget, serviceTemplate } from '../../plan/fleet-template';
import { modelOf } from '../../template/model-of';

const ROOMY: Page = { colour: false, width: 80 };

/** The plan alone: findings have tests of their own. */
function textOf(model: Model, page: Page = ROOMY, rollouts?: Rollouts): string {
  const rest = { rules: [], findings: [], severity: 'info', idle: [] } as const;
  const report = { model, plan: planOf(model), rollouts, ...rest };
  const lines = planText(report, page).split('\n');
  const findings = lines.findIndex((line) => stripVTControlCharacters(line).startsWith('Read '));
  return lines.slice(0, findings).join('\n');
}

const SCALING = fleetTemplate({
  max: 4,
  rest:
    serviceTemplate('Web', 700, 1500, managed(3)) +
    scalableTarget('Web', 3, 12) +
    serviceTemplate('Agent', 128, 256, 'SchedulingStrategy: DAEMON, LaunchType: EC2') +
    serviceTemplate('Queue', 512, 3000, `${managed(1)}, PlacementConstraints: [{Type: distinctInstance}]`),
});

const UNKNOWN = `${fleetTemplate({ overrides: '[{InstanceType: g5.xlarge}, {InstanceType: m5.large}]', spot: true, desired: 2 })}
${serviceTemplate('Web', 512, 7700, managed(2))}
${serviceTemplate('Open', 256, 256, 'DesiredCount: !Ref Open')}
  Elsewhere: {Type: AWS::ECS::Service, Properties: {Cluster: shared, TaskDefinition: !Ref WebTask, LaunchType: EC2, DesiredCount: 2}}
  ServerlessTask: {Type: AWS::ECS::TaskDefinition, Properties: {RequiresCompatibilities: [FARGATE], ContainerDefinitions: [{Name: a, Image: x}]}}
  Serverless: {Type: AWS::ECS::Service, Properties: {Cluster: !Ref Cluster, TaskDefinition: !Ref ServerlessTask, LaunchType: FARGATE}}
`;

describe.each([80, 120])('at %d columns', (width) => {
  test('a cluster that scales, with tasks that find no place at the maximum', () => {
    expect(textOf(modelOf(SCALING), { colour: false, width })).toMatchSnapshot();
  });

  test('several types, spot, what is not known, and clusters of elsewhere', () => {
    expect(textOf(modelOf(UNKNOWN), { colour: false, width })).toMatchSnapshot();
  });
});

const percents = (minimum: number, maximum: number) =>
  `DeploymentConfiguration: {MinimumHealthyPercent: ${minimum}, MaximumPercent: ${maximum}}`;

const UPDATES = fleetTemplate({
  rest:
    serviceTemplate('Fine', 64, 64, managed(2)) +
    serviceTemplate('Dips', 64, 64, `${managed(4)}, ${percents(50, 100)}`) +
    serviceTemplate('StuckOne', 64, 64, `${managed(1)}, ${percents(100, 100)}`) +
    serviceTemplate('StuckTwo', 64, 64, `${managed(1)}, ${percents(100, 100)}`),
});

test('updates that stick come first, then those that dip, and the others are not told', () => {
  const model = modelOf(UPDATES);
  const text = textOf(model, ROOMY, rolloutsOf(model));
  expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
  const from = text.indexOf('  Updates that');
  expect(text.slice(from, text.indexOf('  Cost an hour'))).toMatchSnapshot();
  expect(text.replace(text.slice(from, text.indexOf('  Cost an hour')), '')).toBe(textOf(model));
});

test('where every update keeps its tasks, nothing is told of updates', () => {
  const model = modelOf(fleetTemplate({ rest: serviceTemplate('Fine', 64, 64, managed(2)) }));
  expect(textOf(model, ROOMY, rolloutsOf(model))).toBe(textOf(model));
});

test('colours change nothing but colours', () => {
  const coloured = textOf(modelOf(SCALING), { colour: true, width: 80 });
  expect(coloured).toContain('\u001b[');
  expect(stripVTControlCharacters(coloured)).toBe(textOf(modelOf(SCALING)));
});

test('in a file or pipe bars are plain ASCII', () => {
  const piped = textOf(modelOf(SCALING), { colour: false });
  expect(piped).toMatch(/\[#+\.+\]/);
  expect(stripVTControlCharacters(piped)).toBe(piped);
  expect(piped).not.toMatch(/[█░]/);
});

test('no line is wider than the page, whatever things are called', () => {
  const long = SCALING.replaceAll('Queue', `Queue${'OfLongNames'.repeat(4)}`);
  const lines = textOf(modelOf(long)).split('\n');
  expect(lines.filter((line) => line.length > 80 && line.trim().includes(' '))).toEqual([]);
});

test('like instances are drawn once', () => {
  const many = fleetTemplate({ min: 40, max: 40, rest: serviceTemplate('Web', 1024, 512, managed(80)) });
  expect(textOf(modelOf(many))).toContain('20 × Group m5.large');
});

test('prices of another region are said to be of another', () => {
  expect(textOf(modelOf(SCALING, {}, 'eu-west-1'))).toMatch(/eu-west-1,\s+where\s+the\s+stacks\s+go,\s+has\s+prices/);
});

test('assumptions that are given are told as such', () => {
  expect(textOf(modelOf(SCALING, { memoryOverheadPercent: 4 }))).toContain('register 4 percent less memory');
});

test('templates without a cluster', () => {
  expect(textOf(modelOf('Resources: {}'))).toContain('No cluster is in the templates');
});
