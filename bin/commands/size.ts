import type { SizeReport } from '../../lib/report';
import type { SizeOptions } from '../../lib/size';
import { collect, declareDeployment, pathsOf } from '../options/deployment-options';
import { type Format, formatOption } from '../options/format-option';
import type { DeploymentFlags } from '../settings/settings';
import { jsonText } from '../terminal/json-text';
import { Pulse } from '../terminal/pulse';
import type { Verb } from './command';

interface Flags extends DeploymentFlags {
  readonly service?: readonly string[];
  readonly at?: readonly string[];
  readonly headroom?: string;
  readonly zones?: string;
  readonly surviveZone?: boolean;
  readonly rollout: boolean;
  readonly family?: readonly string[];
  readonly arch?: readonly string[];
  readonly purchase?: readonly string[];
  readonly format: Format;
}

/** `stowage size`: the cheapest instances that hold the services, as a table to choose from. */
export const size: Verb = {
  name: 'size',
  summary: 'find the cheapest instance types and counts that hold the services, as a table to choose from',

  declare(command) {
    command
      .option('--service <NAME>', 'only this service (repeatable; default: all)', collect)
      .option(
        '--at <COUNTS>',
        'desired, maximum (of service auto scaling), or both (repeatable; default: both where they differ)',
        collect,
      )
      .option('--headroom <PERCENT>', 'share of CPU and of memory that stays free (default: 10%)')
      .option('--zones <N>', 'zones to balance over (default: those of each group, 3 for a new one)')
      .option('--survive-zone', 'all tasks find room again when any one zone is lost')
      .option('--no-rollout', 'leave out the room that the next deployment of each service needs to begin')
      .option('--family <NAME>', 'only types of this family, such as m7g (repeatable, or with commas)', collect)
      .option('--arch <NAME>', 'only x86_64 or arm64; images are taken to be made for it (repeatable)', collect)
      .option(
        '--purchase <WAY>',
        'types sold as on-demand, spot and reserved (repeatable, or with commas; default: as the group buys)',
        collect,
      )
      .addOption(formatOption());
    declareDeployment(command);
  },

  run(command, around) {
    const paths = pathsOf(command);
    const flags = command.opts<Flags>();
    const { modelOf } = require('../settings/model') as typeof import('../settings/model');
    const { servicesNamed } = require('../settings/scenarios') as typeof import('../settings/scenarios');
    const { sizeOf } = require('../../lib/size') as typeof import('../../lib/size');
    const asked = optionsOf(flags);
    const pulse = new Pulse(around);
    pulse.show(`reading ${paths.join(', ')} …`);
    let report: SizeReport;
    try {
      const model = modelOf(paths, flags, around.cwd);
      const services = flags.service && servicesNamed(flags.service, model);
      const sizing = sizeOf(model, { ...asked, services }, (pool) => pulse.show(`sizing ${pool} …`));
      const regions = model.set.stacks.flatMap(({ source: { region } }) => (region === undefined ? [] : [region]));
      report = { sizing, regions: [...new Set(regions)] };
    } finally {
      pulse.clear();
    }
    const { sizeJson, sizeText } = require('../../lib/report') as typeof import('../../lib/report');
    around.out(flags.format === 'json' ? jsonText(sizeJson(report)) : sizeText(report, around.page));
    return exitCode(report);
  },
};

function optionsOf(flags: Flags): SizeOptions {
  const read = require('../settings/size') as typeof import('../settings/size');
  const { at, headroom, zones, family, arch, purchase, surviveZone = false, rollout } = flags;
  return {
    at: at && read.countsNamed(at),
    headroomPercent: headroom === undefined ? undefined : read.headroomOf(headroom),
    zones: zones === undefined ? undefined : read.zoneCountOf(zones, surviveZone),
    survivesZone: surviveZone,
    rollout,
    families: family && read.familiesNamed(family),
    architectures: arch && read.architecturesNamed(arch),
    purchase: purchase && read.purchasesNamed(purchase),
  };
}

/** That nothing holds the services counts more than that some are not known, and that is no answer. */
function exitCode({ sizing: { clusters } }: SizeReport): number {
  if (clusters.some(({ pools }) => pools.some(({ code }) => code === 'nothing-holds'))) return 1;
  return clusters.some(({ leftOut }) => leftOut.length > 0) ? 2 : 0;
}
