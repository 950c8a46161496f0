/**
 * How near to the optimum and how quick, side by side in one run: ours, first-fit-decreasing, and HiGHS on the plain
 * assignment program with a limit of time. Run it with `npm run bench:bounds`.
 */
import loadHighs, { type Highs } from 'highs';
import {
  cheapestInstances,
  fewestInstances,
  instanceFamily,
  NO_DEMAND,
  type PackableInstanceType,
  type PackableService,
  type PackingAnswer,
  type PackingProblem,
  registeredResources,
  seededRandom,
} from '../lib/placement';
import { fitsTogether } from '../test/placement/bounds/proven-optimum';

const HIGHS_SECONDS = 20;
/** Tasks beyond which the assignment program is not even tried. */
const HIGHS_TASKS = 150;

const TYPES: readonly PackableInstanceType[] = ['c7g', 'm7g', 'r7g']
  .flatMap(instanceFamily)
  .filter(({ size }) => size === 'large' || size === 'xlarge' || size === '2xlarge')
  .map((type) => ({
    name: type.name,
    usdPerHour: type.usdPerHour,
    registered: registeredResources(type, { trunking: true }),
  }));

function mixed(seed: number, services: number, tasks: number, types: readonly PackableInstanceType[]): PackingProblem {
  const random = seededRandom(seed);
  const service = (index: number): PackableService => ({
    name: `service-${index}`,
    count: Math.max(1, Math.round((2 * random() * tasks) / services)),
    demand: {
      ...NO_DEMAND,
      cpuUnits: 128 * 2 ** Math.floor(4 * random()),
      memoryMiB: Math.floor(128 + 3_400 * random() ** 2),
      networkInterfaces: random() < 0.4 ? 1 : 0,
      tcpPorts: random() < 0.1 ? [8080] : [],
    },
  });
  return { services: Array.from({ length: services }, (_, index) => service(index)), instanceTypes: types };
}

/** First-fit-decreasing on each type alone; the fewest instances, or the cheapest type. */
function firstFitDecreasing(
  { services, instanceTypes }: PackingProblem,
  cost: (type: PackableInstanceType) => number,
): number {
  const costs = instanceTypes.map((type) => {
    const share = ({ demand }: PackableService): number =>
      Math.max(demand.cpuUnits / type.registered.cpuUnits, demand.memoryMiB / type.registered.memoryMiB);
    const order = services
      .map((service, at) => ({ at, share: share(service), count: service.count }))
      .sort((a, b) => b.share - a.share);
    const instances: number[][] = [];
    for (const { at, count } of order) {
      const withIt = (held: readonly number[]): number[] => held.map((own, other) => (other === at ? own + 1 : own));
      // Where one task did not fit, another like it does not fit either.
      let first = 0;
      for (let task = 0; task < count; task++) {
        while (first < instances.length && !fitsTogether(services, type, withIt(instances[first]!))) first++;
        const held = withIt(instances[first] ?? services.map(() => 0));
        if (first === instances.length && !fitsTogether(services, type, held)) return Number.POSITIVE_INFINITY;
        instances[first] = held;
      }
    }
    return instances.length * cost(type);
  });
  return Math.min(...costs);
}

/** The assignment program: how many tasks of each service on each of as many instances as ours needed. */
function highsOptimum(
  highs: Highs,
  problem: PackingProblem,
  cost: (type: PackableInstanceType) => number,
  instances: number,
): string {
  const { services, instanceTypes } = problem;
  const bins = Array.from({ length: instances }, (_, bin) => bin);
  const every = <T>(list: readonly T[], term: (entry: T, at: number) => string): string => list.map(term).join(' + ');
  const amounts = ['cpuUnits', 'memoryMiB', 'networkInterfaces'] as const;
  const program = [
    'Minimize',
    ` obj: ${every(bins, (bin) => every(instanceTypes, (type, at) => `${cost(type)} y${bin}_${at}`))}`,
    'Subject To',
    ...services.map(({ count }, service) => ` s${service}: ${every(bins, (bin) => `x${bin}_${service}`)} = ${count}`),
    ...bins.flatMap((bin) => [
      ` one${bin}: ${every(instanceTypes, (_, at) => `y${bin}_${at}`)} <= 1`,
      ...amounts.map(
        (name) =>
          ` ${name}${bin}: ${every(services, ({ demand }, service) => `${demand[name]} x${bin}_${service}`)} ${instanceTypes.map((type, at) => `- ${type.registered[name]} y${bin}_${at}`).join(' ')} <= 0`,
      ),
      ` port${bin}: ${every(services, ({ demand }, service) => `${demand.tcpPorts.length} x${bin}_${service}`)} <= 1`,
      ...(bin > 0
        ? [
            ` order${bin}: ${every(instanceTypes, (_, at) => `y${bin}_${at}`)} ${instanceTypes.map((_, at) => `- y${bin - 1}_${at}`).join(' ')} <= 0`,
          ]
        : []),
    ]),
    'Bounds',
    ...bins.flatMap((bin) => services.map(({ count }, service) => ` 0 <= x${bin}_${service} <= ${count}`)),
    'General',
    ...bins.flatMap((bin) => services.map((_, service) => ` x${bin}_${service}`)),
    'Binary',
    ...bins.flatMap((bin) => instanceTypes.map((_, at) => ` y${bin}_${at}`)),
    'End',
  ].join('\n');
  const started = performance.now();
  const solved = highs.solve(program, { time_limit: HIGHS_SECONDS });
  const seconds = (performance.now() - started) / 1000;
  const value = solved.Status === 'Optimal' ? solved.ObjectiveValue.toFixed(3) : `none proved (${solved.Status})`;
  return `${value} in ${seconds.toFixed(2)} s`;
}

const MEASURES = {
  instances: { solve: fewestInstances, cost: () => 1, types: TYPES.filter(({ name }) => name === 'm7g.xlarge') },
  'USD an hour': {
    solve: cheapestInstances,
    cost: ({ usdPerHour }: PackableInstanceType) => usdPerHour!,
    types: TYPES,
  },
};

function row(highs: Highs, measure: keyof typeof MEASURES, services: number, tasks: number): readonly string[] {
  const { solve, cost, types } = MEASURES[measure];
  const problem = mixed(services * 1000 + tasks, services, tasks, types);
  const started = performance.now();
  const answer: PackingAnswer = solve(problem);
  const milliseconds = performance.now() - started;
  if (answer.code === 'impossible') throw new Error('the benchmark asks for the impossible');
  const ours = measure === 'instances' ? answer.instances : answer.usdPerHour!;
  const fitStarted = performance.now();
  const fit = firstFitDecreasing(problem, cost);
  const fitMilliseconds = performance.now() - fitStarted;
  const total = problem.services.reduce((sum, { count }) => sum + count, 0);
  return [
    measure,
    `${services} services, ${total} tasks, ${types.length} types`,
    `${ours.toFixed(3)} (bound ${answer.lowerBound.toFixed(3)}, gap ${(100 * answer.gap).toFixed(2)}%) in ${milliseconds.toFixed(0)} ms`,
    `${fit.toFixed(3)} (+${(100 * (fit / ours - 1)).toFixed(1)}%) in ${fitMilliseconds.toFixed(0)} ms`,
    total > HIGHS_TASKS ? 'not tried' : highsOptimum(highs, problem, cost, answer.instances),
  ];
}

async function main(): Promise<void> {
  const highs = await loadHighs();
  console.log(
    ['objective', 'problem', 'ours', 'first-fit-decreasing', `HiGHS, ${HIGHS_SECONDS} s at most`].join(' | '),
  );
  for (const measure of Object.keys(MEASURES) as (keyof typeof MEASURES)[])
    for (const [services, tasks] of [
      [4, 15],
      [6, 30],
      [8, 60],
      [10, 120],
      [20, 200],
      [50, 500],
      [100, 1000],
      [10, 10_000],
    ] as const)
      console.log(row(highs, measure, services, tasks).join(' | '));
}

void main();
