import { CfnParameter, Duration } from 'aws-cdk-lib';
import { misuseOf } from '../../misuse';
import { testStack } from '../../synth';
import { define, defineContainer, plain, renderedContainer } from '../define';

test('renders what runs and how it ends', () => {
  const container = renderedContainer(
    defineContainer({
      command: ['serve'],
      entryPoint: ['/entry'],
      workingDirectory: '/srv',
      user: '1000:1000',
      startTimeout: Duration.minutes(2),
      stopTimeout: Duration.minutes(1),
      pseudoTerminal: true,
      interactive: true,
      versionConsistency: 'disabled',
    }),
  );
  expect(container).toMatchObject({
    Command: ['serve'],
    EntryPoint: ['/entry'],
    WorkingDirectory: '/srv',
    User: '1000:1000',
    StartTimeout: 120,
    StopTimeout: 60,
    PseudoTerminal: true,
    Interactive: true,
    VersionConsistency: 'disabled',
    Essential: true,
  });
});

test('states the stop timeout, so that no instance changes it', () => {
  expect(renderedContainer(defineContainer({}))['StopTimeout']).toBe(30);
});

test('renders a restart policy', () => {
  const policy = { ignoredExitCodes: [0], attemptPeriod: Duration.minutes(2) };
  expect(renderedContainer(defineContainer({ restartPolicy: policy }))['RestartPolicy']).toEqual({
    Enabled: true,
    IgnoredExitCodes: [0],
    RestartAttemptPeriod: 120,
  });
  expect(renderedContainer(defineContainer({ restartPolicy: true }))['RestartPolicy']).toEqual({ Enabled: true });
  expect(renderedContainer(defineContainer({}))['RestartPolicy']).toBeUndefined();
});

test.each([
  { attemptPeriod: Duration.seconds(59) },
  { attemptPeriod: Duration.seconds(1801) },
  { attemptPeriod: Duration.millis(60_500) },
  { ignoredExitCodes: [-1] },
  { ignoredExitCodes: Array.from({ length: 51 }, (_, code) => code) },
])('refuses the restart policy %j', (restartPolicy) => {
  expect(misuseOf(() => defineContainer({ restartPolicy }))).toBe('RestartPolicyInvalid');
});

test('refuses a task without an essential container', () => {
  expect(misuseOf(() => define({ containers: {} }))).toBe('EssentialContainerMissing');
  expect(misuseOf(() => defineContainer({ essential: false }))).toBe('EssentialContainerMissing');
  expect(misuseOf(() => define({ containers: { a: { ...plain, essential: false }, b: plain } }))).toBeUndefined();
});

test('refuses more than ten containers', () => {
  const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`c${index}`, plain]));
  expect(misuseOf(() => define({ containers: many(11) }))).toBe('ContainersTooMany');
  expect(misuseOf(() => define({ containers: many(10) }))).toBeUndefined();
});

test.each(['a b', '', 'x'.repeat(256)])("refuses the family '%s'", (family) => {
  expect(misuseOf(() => define({ family, containers: { app: plain } }))).toBe('FamilyInvalid');
});

test('leaves alone a family that is known only at deployment', () => {
  const stack = testStack();
  const family = new CfnParameter(stack, 'Family').valueAsString;
  expect(misuseOf(() => define({ family, containers: { app: plain } }, stack))).toBeUndefined();
});

test.each(['a b', '', 'x'.repeat(256), 'TaskRole'])("refuses the container name '%s'", (name) => {
  expect(misuseOf(() => define({ containers: { [name]: plain } }))).toBe('ContainerNameInvalid');
});
