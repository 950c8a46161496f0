import type { DrainMove, DrainOrder, DrainPlan, MissingRoom, UndrainPlan } from '../../../operations';
import type { Instance } from '../../../placement';
import { nameList } from '../../name-list';
import { type Page, printable, type Style, styled } from '../../style';
import { columns, counted } from '../../table';
import { refusalText } from '../refusal-text';

const named = ({ id, ec2InstanceId }: Instance): string => ec2InstanceId ?? id;

/** What a drain will do, in lines. */
export function drainPlanText(plan: DrainPlan, page: Page): string {
  const { clusterName, instances, moves, orders, missing, verdict } = plan;
  const rows = instances.map((one) => [
    `  ${named(one)}`,
    one.instanceType,
    one.zone,
    one.agentConnected ? one.status : `${one.status}, agent not connected`,
    counted(one.tasks.length, 'task'),
  ]);
  const [style, sentence] = VERDICTS[verdict];
  const lines = [
    `Drains ${nameList(instances.map(named), 10)} of cluster ${clusterName}:`,
    ...columns(rows),
    '',
    ...columns(moves.map((move) => [`  ${move.group}`, move.task.slice(0, 8), moveText(move)])),
    ...(moves.length === 0 ? ['No task runs there.'] : []),
    ...orders.map(orderText),
    ...missing.map(missingText),
    ...(moves.some(({ code }) => code === 'alone')
      ? [
          'Tasks of no service are left alone by a drain: it ends once they have, by themselves or by aws ecs stop-task.',
        ]
      : []),
  ];
  const told = lines.map(printable);
  return `${(moves.length > 0 ? [...told, '', styled(page, style, sentence)] : told).join('\n')}\n`;
}

const VERDICTS: Readonly<Record<DrainPlan['verdict'], readonly [Style, string]>> = {
  moves: ['green', 'Every task that a drain moves has somewhere to go.'],
  short: ['red', 'The drain ends, but services are left with fewer tasks than they want.'],
  blocked: ['red', 'The drain would not end: not every task that has to move can.'],
};

function moveText(move: DrainMove): string {
  const { protectedUntil, isUnreachable } = move;
  return [
    becomesText(move),
    ...(protectedUntil === undefined ? [] : [`protected from scale-in until ${protectedUntil}, and may stay as long`]),
    ...(isUnreachable ? ['its agent is not connected, so that nobody can stop it'] : []),
  ].join('; ');
}

function becomesText(move: DrainMove): string {
  switch (move.code) {
    case 'moves':
      return `goes to ${move.toEc2InstanceId ?? move.to}`;
    case 'no-place':
      return `has no place, and ${move.meanwhile === 'stops' ? 'stops all the same' : 'stays until there is room'}: ${refusalText(move.explanation)}`;
    case 'no-step': {
      const { minimumHealthyPercent, maximumPercent } = move.bounds;
      return (
        `cannot be replaced: at ${minimumHealthyPercent}% minimum none may stop first, ` +
        `at ${maximumPercent}% maximum none may start first; raise the maximum or lower the minimum`
      );
    }
    case 'daemon':
      return 'is a daemon: ends with the instance';
    case 'alone':
      return 'belongs to no service: stays until it ends by itself';
  }
}

function orderText({ serviceName, bounds, startFirst, stopFirst }: DrainOrder): string {
  const ways = [
    ...(startFirst > 0 ? [`up to ${counted(startFirst, 'replacement')} may start before a task stops`] : []),
    ...(stopFirst > 0 ? [`up to ${counted(stopFirst, 'task')} may stop before a replacement starts`] : []),
  ];
  const percents = `${bounds.minimumHealthyPercent}% minimum and ${bounds.maximumPercent}% maximum`;
  return `${serviceName}: at ${percents} ${ways.length === 0 ? 'no task may be replaced' : ways.join(', ')}.`;
}

function missingText({ capacityProvider, tasks, moreInstances, scaleOut, comes }: MissingRoom): string {
  const who = `${counted(tasks, 'task')}${capacityProvider === undefined ? '' : ` of capacity provider ${capacityProvider}`}`;
  if (moreInstances === undefined) return `Missing: no number of instances like these would hold ${who}.`;
  const need = `${counted(moreInstances, 'more instance')} like these would hold ${who}`;
  if (comes) return `Missing: ${need}; managed scaling launches ${moreInstances === 1 ? 'it' : 'them'}.`;
  if (!scaleOut) return `Missing: ${need}.`;
  const why = scaleOut.isManaged ? `its group may have ${scaleOut.room ?? 0} more` : 'its managed scaling is off';
  return `Missing: ${need}, and ${why}.`;
}

/** What taking back a drain will do, in lines. */
export function undrainPlanText({ clusterName, instances, ending }: UndrainPlan): string {
  const lines = [
    instances.length > 0
      ? `Has ${nameList(instances.map(named), 10)} of cluster ${clusterName} take tasks again; what has left does not come back by itself.`
      : `None of them is being drained in cluster ${clusterName}, or can be taken back.`,
    ...(ending.length > 0
      ? [`Auto Scaling is terminating ${nameList(ending.map(named), 10)}; that cannot be taken back.`]
      : []),
  ];
  return `${lines.map(printable).join('\n')}\n`;
}
