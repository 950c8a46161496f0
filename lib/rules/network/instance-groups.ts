import { isUnknown, type Known, type LaunchSettings, listAt, structsAt, Unknown, type Value } from '../../template';

/** The security groups of instances as written; unknown when the launch settings or a list of theirs are. */
export function instanceGroups(launch: LaunchSettings | undefined): Known<readonly Value[]> {
  if (!launch) {
    return new Unknown(
      { code: 'assumption', name: 'the launch template of the instances is in no template given' },
      '',
    );
  }
  const [primary] = structsAt(launch.data, 'NetworkInterfaces');
  const lists = [
    primary && listAt(primary, 'Groups'),
    listAt(launch.data, 'SecurityGroupIds'),
    listAt(launch.data, 'SecurityGroups'),
  ];
  return lists.find(isUnknown) ?? launch.securityGroups;
}
