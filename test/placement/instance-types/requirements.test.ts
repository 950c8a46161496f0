import { type InstanceRequirements, PlacementInputError, selectInstanceTypes } from '../../../lib/placement';

const names = (requirements: InstanceRequirements): readonly string[] =>
  selectInstanceTypes(requirements).map(({ name }) => name);

test('ranges include both ends', () => {
  expect(names({ allowedInstanceTypes: ['m7g.*'], vCpuCount: { min: 2, max: 8 } })).toEqual([
    'm7g.large',
    'm7g.xlarge',
    'm7g.2xlarge',
  ]);
  expect(names({ allowedInstanceTypes: ['c7g.large', 'r7g.large'], memoryGiBPerVCpu: { min: 8 } })).toEqual([
    'r7g.large',
  ]);
});

test('burstable and bare-metal types are left out unless wanted, as EC2 does', () => {
  const t3 = { allowedInstanceTypes: ['t3.micro', 'm7g.metal', 'm7g.large'] };
  expect(names(t3)).toEqual(['m7g.large']);
  expect(names({ ...t3, burstablePerformance: 'required' })).toEqual(['t3.micro']);
  expect(names({ ...t3, bareMetal: 'included' })).toEqual(['m7g.large', 'm7g.metal']);
});

test('architecture, manufacturer, generation, GPUs, disks and spot narrow', () => {
  const some = {
    allowedInstanceTypes: [
      'm5.large',
      'm4.large',
      'm7g.large',
      'm7a.large',
      'm7gd.large',
      'g5.xlarge',
      'hpc7g.4xlarge',
    ],
  };
  expect(names({ ...some, architectures: ['arm64'] })).toEqual(['hpc7g.4xlarge', 'm7g.large', 'm7gd.large']);
  expect(names({ ...some, cpuManufacturers: ['amd'] })).toEqual(['g5.xlarge', 'm7a.large']);
  expect(names({ ...some, instanceGenerations: ['previous'] })).toContain('m4.large');
  expect(names({ ...some, instanceGenerations: ['previous'] })).not.toContain('m7g.large');
  expect(names({ ...some, gpuCount: { min: 1 } })).toEqual(['g5.xlarge']);
  expect(names({ ...some, localStorage: 'required' })).toEqual(['g5.xlarge', 'm7gd.large']);
  expect(names({ ...some, networkInterfaceCount: { min: 4 } })).toEqual(['g5.xlarge', 'hpc7g.4xlarge']);
  expect(names({ ...some, spot: true })).not.toContain('hpc7g.4xlarge');
});

test.each([
  ['m7*', 'm7i-flex.large', true],
  ['*.large', 'm7g.large', true],
  ['*3*', 'c3.large', true],
  ['m7g', 'm7g.large', false],
  ['m7g.large*large', 'm7g.large', false],
  ['m.g*', 'm7g.large', false],
  ['***', 'm7g.large', true],
])('pattern %s against %s: %s', (pattern, name, fits) => {
  expect(names({ allowedInstanceTypes: [pattern] }).includes(name)).toBe(fits);
  expect(names({ excludedInstanceTypes: [pattern] }).includes(name)).toBe(!fits);
});

test('a region narrows to what it offers', () => {
  const everywhere = names({});
  const hongKong = names({ region: 'ap-east-1' });
  expect(hongKong.length).toBeGreaterThan(100);
  expect(hongKong.length).toBeLessThan(everywhere.length);
  expect(hongKong).not.toContain('c5d.12xlarge');
});

test.each<[string, InstanceRequirements, string, string]>([
  ['a negative end', { vCpuCount: { min: -1 } }, 'negative', 'vCpuCount.min'],
  ['NaN', { memoryMiB: { max: Number.NaN } }, 'not-a-number', 'memoryMiB.max'],
  ['ends that cross', { gpuCount: { min: 4, max: 1 } }, 'conflict', 'gpuCount'],
  [
    'both pattern lists',
    { allowedInstanceTypes: ['m7*'], excludedInstanceTypes: ['c*'] },
    'conflict',
    'excludedInstanceTypes',
  ],
  ['too many patterns', { allowedInstanceTypes: Array(401).fill('m*') }, 'too-many', 'allowedInstanceTypes'],
  ['a region without data', { region: 'us-moon-1' }, 'not-found', 'region'],
])('%s is refused', (_, requirements, code, path) => {
  expect(() => selectInstanceTypes(requirements)).toThrow(PlacementInputError);
  try {
    selectInstanceTypes(requirements);
  } catch (error) {
    expect((error as PlacementInputError).problems).toMatchObject([{ code, path }]);
  }
});

test('a pattern of many stars is matched at once', () => {
  expect(names({ allowedInstanceTypes: [`${'*a'.repeat(5000)}b`] })).toEqual([]);
});
