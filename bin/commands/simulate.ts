import type { ScenarioName, Simulation } from '../../lib/simulation';
import { collect, declareDeployment, pathsOf } from '../options/deployment-options';
import { type Format, formatOption } from '../options/format-option';
import { outputFile } from '../output-file';
import { durationOptions, durationsOf } from '../settings/durations';
import type { DeploymentFlags } from '../settings/settings';
import { jsonText } from '../terminal/json-text';
import { Pulse } from '../terminal/pulse';
import type { Surroundings, Verb } from './command';

interface Flags extends DeploymentFlags {
  readonly scenario?: readonly string[];
  readonly service?: readonly string[];
  readonly zone?: string;
  readonly format: Format;
  readonly full?: boolean;
  readonly html?: string;
}

/** What is deployed is deployed again: what must work in any case. */
const BY_DEFAULT: readonly ScenarioName[] = ['first-deployment', 'update'];

/** `stowage simulate`: what happens in a deployment, a loss or a drain, second by second. */
export const simulate: Verb = {
  name: 'simulate',
  summary: 'play deployments, losses and drains through: when each task starts where, and where it sticks',

  declare(command) {
    command
      .option(
        '--scenario <NAME>',
        'first-deployment, update, scale, drain, zone-loss, spot-interruption, or all (repeatable; default: ' +
          'first-deployment and update)',
        collect,
      )
      .option('--service <NAME>', 'only this service is deployed or scaled (repeatable; default: all)', collect)
      .option('--zone <ZONE>', 'the zone that is lost (default: each in turn)')
      .addOption(formatOption())
      .option('--html <FILE>', 'also write a page with the timelines, to look at in a browser')
      .option('--full', 'print every service and the whole timeline, however long');
    for (const option of durationOptions()) command.addOption(option);
    declareDeployment(command);
  },

  run(command, around) {
    const paths = pathsOf(command);
    const flags = command.opts<Flags>();
    const { simulationsOf } = require('../../lib/simulation') as typeof import('../../lib/simulation');
    const { modelOf } = require('../settings/model') as typeof import('../settings/model');
    const { scenariosNamed, servicesNamed, zoneNamed } =
      require('../settings/scenarios') as typeof import('../settings/scenarios');
    const scenarios = flags.scenario ? scenariosNamed(flags.scenario, flags.service !== undefined) : BY_DEFAULT;
    const pulse = new Pulse(around);
    pulse.show(`simulating ${paths.join(', ')} …`);
    const page = flags.html === undefined ? undefined : outputFile(flags.html, around.cwd, '--html');
    let simulations: readonly Simulation[];
    try {
      const model = modelOf(paths, flags, around.cwd);
      const services = flags.service && servicesNamed(flags.service, model);
      const zone = flags.zone === undefined ? undefined : zoneNamed(flags.zone, scenarios, model);
      const durations = durationsOf(command.opts());
      simulations = scenarios.flatMap((scenario) => simulationsOf(model, { scenario, services, zone, ...durations }));
      if (page) page.write(pageOf(simulations));
    } finally {
      page?.discard();
      pulse.clear();
    }
    around.out(written(simulations, flags, around));
    return exitCode(simulations);
  },
};

function written(simulations: readonly Simulation[], { format, full }: Flags, { page }: Surroundings): string {
  const { simulationJson, simulationText } = require('../../lib/report') as typeof import('../../lib/report');
  return format === 'json'
    ? jsonText(simulationJson(simulations))
    : simulationText(simulations, page, { full: full === true });
}

function pageOf(simulations: readonly Simulation[]): string {
  const { simulationPage } = require('../../lib/report') as typeof import('../../lib/report');
  return simulationPage(simulations);
}

/** A failure counts more than no answer, and no answer is no success. */
function exitCode(simulations: readonly Simulation[]): number {
  if (simulations.some(({ state }) => state === 'fails')) return 1;
  return simulations.some(({ state }) => state === 'unknown') ? 2 : 0;
}
