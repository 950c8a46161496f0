import { groupsOfMountTarget } from '../../lib/template';
import { modelOf } from './model-of';

test('a file system has the mount targets that name it, and is shared when it is an output', () => {
  const model = modelOf(`Parameters: {Groups: {Type: String}}
Resources:
  Files: {Type: AWS::EFS::FileSystem}
  Alone: {Type: AWS::EFS::FileSystem}
  One: {Type: AWS::EFS::MountTarget, Properties: {FileSystemId: !Ref Files, SecurityGroups: [sg-1]}}
  Two: {Type: AWS::EFS::MountTarget, Properties: {FileSystemId: !GetAtt Files.FileSystemId, SecurityGroups: !Ref Groups}}
  Away: {Type: AWS::EFS::MountTarget, Properties: {FileSystemId: fs-1}}
Outputs: {Id: {Value: !Sub "id \${Files}"}}
`);
  const [files, alone] = model.fileSystems.values();
  expect(files!.mountTargets.map(({ logicalId }) => logicalId)).toEqual(['One', 'Two']);
  expect([files!.isShared, alone!.isShared]).toEqual([true, false]);
  expect(alone!.mountTargets).toEqual([]);
  expect(files!.mountTargets.map(groupsOfMountTarget)).toEqual([['sg-1'], undefined]);
});
