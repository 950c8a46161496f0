import { hostsOf, isUnknown, type Model, type TaskDefinition, Unknown } from '../../template';
import type { Outcome } from '../outcome';
import { rule } from '../rule';
import { ec2TaskDefinitions } from './ec2-task-definitions';
import { type EfsReachProblem, reachProblem } from './efs-reach';
import { configurationProblem, type EfsConfigurationProblem, type EfsVolume, efsVolumes } from './efs-volume';

type Facts =
  | { volume: string; problem: EfsConfigurationProblem }
  | ({ volume: string; fileSystem: string; tasks: string } & EfsReachProblem);

/** Tasks can mount their EFS volumes. */
export const containerEfs = rule<Facts>({
  id: 'container-efs',
  severity: 'error',
  title: 'Every EFS volume can be mounted by the tasks that have it',
  why: 'ECS refuses a task definition whose EFS volume has IAM or an access point without encryption in transit, or a root directory beside an access point; a file system without a mount target in the zone of the instance, or one that lets nobody in at port 2049, leaves the task in PENDING until the mount times out.',
  remedy:
    'Set TransitEncryption to ENABLED and leave RootDirectory out with an access point; give the file system a mount target in each zone, in a security group that lets TCP 2049 in from the instances and the tasks.',
  link: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/efs-volumes.html',

  check: (model) => [
    ...ec2TaskDefinitions(model).flatMap((definition) => configurations(definition, model)),
    ...reaches(model),
  ],

  message(facts) {
    switch (facts.problem) {
      case 'iam-without-tls':
        return `the volume ${facts.volume} has IAM authorization without encryption in transit`;
      case 'access-point-without-tls':
        return `the volume ${facts.volume} has an access point without encryption in transit`;
      case 'root-with-access-point':
        return `the volume ${facts.volume} has a root directory beside an access point, which has its own`;
      case 'foreign-access-point':
        return `the access point of the volume ${facts.volume} is of another file system`;
      case 'no-mount-target':
        return `the file system ${facts.fileSystem} of the volume ${facts.volume} has no mount target: no task of ${facts.tasks} can mount it`;
      case 'zones':
        return `the file system ${facts.fileSystem} of the volume ${facts.volume} has mount targets in ${facts.mountTargetZones.join(', ')}, and the tasks of ${facts.tasks} start in ${facts.taskZones.join(', ')}`;
      case 'closed':
        return `the security group ${facts.group} of the file system ${facts.fileSystem} lets nobody in at TCP 2049 from ${facts.from.join(', ')}, where the tasks of ${facts.tasks} are`;
    }
  },

  fix(facts) {
    switch (facts.problem) {
      case 'iam-without-tls':
      case 'access-point-without-tls':
        return `set TransitEncryption of the volume ${facts.volume} to ENABLED`;
      case 'root-with-access-point':
        return `remove RootDirectory from the volume ${facts.volume}, or set it to /`;
      case 'foreign-access-point':
        return 'name an access point of the file system, or the file system of the access point';
      case 'no-mount-target':
        return `add an AWS::EFS::MountTarget for ${facts.fileSystem} in each zone of the instances`;
      case 'zones':
        return `add an AWS::EFS::MountTarget for ${facts.fileSystem} in ${facts.taskZones.join(', ')}`;
      case 'closed':
        return `let TCP 2049 into ${facts.group} from ${facts.from.join(', ')}`;
    }
  },
});

function configurations(definition: TaskDefinition, model: Model): Outcome<Facts>[] {
  const { resource, volumes } = definition;
  return efsVolumes(volumes, model).map((volume): Outcome<Facts> => {
    const { path } = volume;
    const problem = configurationProblem(volume, model);
    if (problem === undefined) return { state: 'holds', resource, path };
    return isUnknown(problem)
      ? { state: 'unknown', resource, path, unknowns: [problem] }
      : { state: 'fails', resource, path, facts: { volume: volume.name, problem } };
  });
}

function reaches(model: Model): Outcome<Facts>[] {
  return model.taskOrigins.flatMap((origin): Outcome<Facts>[] => {
    const { definition, resource, name: tasks } = origin;
    const hosts = hostsOf(origin);
    if (!definition || hosts === undefined) return [];
    return efsVolumes(definition.volumes, model).map((volume): Outcome<Facts> => {
      const fileSystem = volume.fileSystem && model.fileSystems.get(volume.fileSystem);
      const known = isUnknown(hosts) ? { capacities: [], others: hosts, byStrategy: false } : hosts;
      const answer = fileSystem ? reachProblem(fileSystem, origin, known, model) : elsewhere(volume);
      if (answer === undefined) return { state: 'holds', resource };
      if (isUnknown(answer)) return { state: 'unknown', resource, unknowns: [answer] };
      const names = { volume: volume.name, fileSystem: volume.fileSystem!.logicalId, tasks };
      return { state: 'fails', resource, facts: { ...names, ...answer } };
    });
  });
}

const elsewhere = ({ name }: EfsVolume) =>
  new Unknown({ code: 'assumption', name: `the file system of the volume ${name} is not in the templates` }, '');
