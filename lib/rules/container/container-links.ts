import { isUnknown, listAt, type TaskDefinition } from '../../template';
import type { Outcome } from '../outcome';
import { rule } from '../rule';
import { ec2TaskDefinitions } from './ec2-task-definitions';
import { cyclesOf, cycleText, startOrder } from './start-order';

type Facts =
  | { problem: 'network-mode'; container: string; networkMode: string }
  | { problem: 'missing' | 'self'; container: string; linked: string }
  | { problem: 'cycle'; cycle: string };

/** Links lead to containers that start first, in bridge mode. */
export const containerLinks = rule<Facts>({
  id: 'container-links',
  severity: 'error',
  title: 'Links stand only in bridge mode, and lead to containers that can start first',
  why: 'ECS refuses links in any network mode but bridge, and links to containers that are not there; a container is started after those it links to, so links and dependencies that run in a circle never start.',
  remedy:
    'Use localhost in awsvpc and host mode in place of links, link to containers of the same task definition, and in one direction only.',
  link: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html',

  check: (model) => ec2TaskDefinitions(model).flatMap(outcomesOf),

  message(facts) {
    switch (facts.problem) {
      case 'network-mode':
        return `the container ${facts.container} has links, which networkMode ${facts.networkMode} does not have`;
      case 'missing':
        return `the container ${facts.container} links to ${facts.linked}, which the task definition does not have`;
      case 'self':
        return `the container ${facts.container} links to itself`;
      case 'cycle':
        return `links make the containers start after one another in a cycle: ${facts.cycle}`;
    }
  },

  fix(facts) {
    switch (facts.problem) {
      case 'network-mode':
        return facts.networkMode === 'none'
          ? `remove Links of ${facts.container}, or set NetworkMode to bridge`
          : `remove Links of ${facts.container} and reach the other container at localhost, or set NetworkMode to bridge`;
      case 'missing':
        return `add a container named ${facts.linked}, or link to one that the task definition has`;
      case 'self':
        return `remove the link; a container reaches itself at localhost`;
      case 'cycle':
        return `remove one of the links or dependencies ${facts.cycle}`;
    }
  },
});

function outcomesOf(definition: TaskDefinition): Outcome<Facts>[] {
  const { resource, containers, networkMode } = definition;
  const outcomes = containers.flatMap((container): Outcome<Facts>[] => {
    const path = ['ContainerDefinitions', container.index, 'Links'];
    const list = listAt(container.properties, 'Links');
    if (list === undefined || (!isUnknown(list) && list.length === 0)) return [];
    const unknown = [list, networkMode].find(isUnknown);
    if (unknown) return [{ state: 'unknown', resource, path, unknowns: [unknown] }];
    if (networkMode !== 'bridge') {
      const facts = { problem: 'network-mode', container: container.name, networkMode: String(networkMode) } as const;
      return [{ state: 'fails', resource, path, facts }];
    }
    return container.links.map((linked): Outcome<Facts> => {
      const to = definition.containerNamedBy(linked);
      if (isUnknown(to)) return { state: 'unknown', resource, path, unknowns: [to] };
      if (to !== undefined && to !== container) return { state: 'holds', resource, path };
      const problem = to === undefined ? 'missing' : 'self';
      return { state: 'fails', resource, path, facts: { problem, container: container.name, linked } };
    });
  });
  if (networkMode !== 'bridge') return outcomes;
  const cycles = cyclesOf(startOrder(definition)).filter(
    (cycle) => cycle.length > 1 && cycle.some(({ by }) => by === 'Links'),
  );
  return [
    ...outcomes,
    ...cycles.map((cycle): Outcome<Facts> => {
      const { from } = cycle.find(({ by }) => by === 'Links')!;
      const path = ['ContainerDefinitions', from.index, 'Links'];
      return { state: 'fails', resource, path, facts: { problem: 'cycle', cycle: cycleText(cycle) } };
    }),
  ];
}
