import type { CpuManufacturer, FigureBounds, ListedInstanceType } from './listed-instance-type';

const MANUFACTURERS: Readonly<Record<string, CpuManufacturer>> = {
  i: 'intel',
  a: 'amd',
  w: 'amazon-web-services',
};

/** The ten fields of a row, as the head of the data file names them. */
type Row = [string, string, string, string, string, string, string, string, string, string];

let parsed: ReadonlyMap<string, ListedInstanceType> | undefined;

/** The generated table by name. Its data is loaded and parsed at the first call, so that importing the engine costs nothing. */
export function instanceTypeTable(): ReadonlyMap<string, ListedInstanceType> {
  parsed ??= parseTable((require('./data/table') as typeof import('./data/table')).TABLE);
  return parsed;
}

/** Where the table's figures come from, and of which day they are; prices are those of one region. */
export function instanceTypeSources(): typeof import('./data/table')['TABLE_SOURCES'] {
  return (require('./data/table') as typeof import('./data/table')).TABLE_SOURCES;
}

function parseTable(text: string): ReadonlyMap<string, ListedInstanceType> {
  const types = new Map<string, ListedInstanceType>();
  let family: string[] = [];
  for (const line of text.trim().split('\n')) {
    if (line.startsWith('=')) family = line.slice(1).split(' ');
    else {
      const type = parseRow(family, line.split(' '));
      types.set(type.name, type);
    }
  }
  return types;
}

function parseRow(familyFields: readonly string[], fields: readonly string[]): ListedInstanceType {
  const [family, architecture, manufacturer] = familyFields as [string, ListedInstanceType['architecture'], string];
  const [size, vcpus, memoryMiB, interfaces, awsvpc, trunked, gpus, ebs, usd, flags] = fields as Row;
  const ebsLimit = Number.parseInt(ebs, 10);
  return {
    name: `${family}.${size}`,
    family,
    size,
    vcpus: Number(vcpus),
    memoryMiB: Number(memoryMiB),
    architecture,
    cpuManufacturer: MANUFACTURERS[manufacturer]!,
    maxNetworkInterfaces: Number(interfaces),
    awsvpcTasks: parseBounds(awsvpc),
    trunkedTasks: parseBounds(trunked),
    gpus: Number(gpus),
    ebsAttachments: { limit: ebsLimit, sharedWithNetworkInterfaces: ebs.endsWith('+') },
    maxEbsVolumes: ebsLimit - 1,
    ...(usd !== '-' && { usdPerHour: Number(usd) }),
    currentGeneration: flags.includes('c'),
    spot: flags.includes('s'),
    bareMetal: flags.includes('m'),
    burstable: flags.includes('b'),
    neuron: flags.includes('n'),
    localStorage: flags.includes('d'),
  };
}

/** `4` or `4-7`. */
function parseBounds(field: string): FigureBounds {
  const [atLeast, atMost = atLeast] = field.split('-').map(Number) as [number, number?];
  return { atLeast, atMost };
}
