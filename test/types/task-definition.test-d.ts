import { Duration, type Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as efs from 'aws-cdk-lib/aws-efs';
import * as logs from 'aws-cdk-lib/aws-logs';
import {
  agentVersion,
  attribute,
  awsLogs,
  type ContainersOf,
  commandHealth,
  dockerVolume,
  efsVolume,
  ephemeralVolume,
  httpHealth,
  type PortsOf,
  TaskDefinition,
} from '../../lib/task';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function expectEqual<A, B>(_: Equal<A, B>): void {}

declare const stack: Stack;
const image = ecs.ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx:stable');
const size = { image, cpuUnits: 128, memoryMiB: 128 };
const startup = Duration.seconds(30);

const web = new TaskDefinition(stack, 'Web', {
  networkMode: 'awsvpc',
  volumes: { uploads: ephemeralVolume() },
  containers: {
    app: {
      ...size,
      ports: { http: 8080, admin: { containerPort: 9000, appProtocol: 'http' }, many: { range: [9100, 9110] } },
      mounts: { uploads: '/srv/uploads' },
      dependsOn: { migrate: 'SUCCESS', proxy: 'HEALTHY' },
      healthCheck: httpHealth({ port: 'http', path: '/health', startup }),
    },
    migrate: { ...size, essential: false },
    proxy: {
      ...size,
      healthCheck: commandHealth(['true'], { startup }),
      mounts: { uploads: { path: '/u', readOnly: true } },
    },
  },
});
expectEqual<ContainersOf<typeof web>, 'app' | 'migrate' | 'proxy'>(true);
expectEqual<PortsOf<typeof web, 'app'>, 'http' | 'admin' | 'many'>(true);
expectEqual<PortsOf<typeof web, 'migrate'>, never>(true);
expectEqual<ContainersOf<ecs.TaskDefinition>, string>(true);
expectEqual<PortsOf<ecs.TaskDefinition, 'app'>, string>(true);
web satisfies ecs.TaskDefinition;
web satisfies ecs.Ec2TaskDefinition;
web satisfies ecs.ITaskDefinition;

class Mine extends TaskDefinition<{ app: { http: unknown } }> {}
expectEqual<PortsOf<Mine, 'app'>, 'http'>(true);

new TaskDefinition(stack, 'Bridge', {
  networkMode: 'bridge',
  containers: {
    app: { ...size, ports: { http: { containerPort: 80, hostPort: 8080 } }, links: { cache: 'redis' } },
    cache: size,
  },
});
new TaskDefinition(stack, 'Host', {
  networkMode: 'host',
  containers: { app: { ...size, ports: { http: { containerPort: 80, hostPort: 80 } } } },
});

new TaskDefinition(stack, 'R1', {
  networkMode: 'awsvpc',
  // @ts-expect-error 'migrat' is no container of this task definition
  containers: { app: { ...size, dependsOn: { migrat: 'SUCCESS' } }, migrate: { ...size, essential: false } },
});
new TaskDefinition(stack, 'R2', {
  networkMode: 'awsvpc',
  // @ts-expect-error HEALTHY needs a health check on the other container
  containers: { app: { ...size, dependsOn: { db: 'HEALTHY' } }, db: size },
});
new TaskDefinition(stack, 'R3', {
  networkMode: 'awsvpc',
  // @ts-expect-error links exist only in bridge mode
  containers: { app: { ...size, links: { db: 'db' } }, db: size },
});
new TaskDefinition(stack, 'R4', {
  networkMode: 'bridge',
  // @ts-expect-error 'dbx' is no container of this task definition
  containers: { app: { ...size, links: { dbx: 'db' } }, db: size },
});
new TaskDefinition(stack, 'R5', {
  networkMode: 'awsvpc',
  // @ts-expect-error hostPort exists only in bridge or host mode
  containers: { app: { ...size, ports: { http: { containerPort: 80, hostPort: 80 } } } },
});
new TaskDefinition(stack, 'R6', {
  networkMode: 'awsvpc',
  // @ts-expect-error 'htp' is no port of this container
  containers: { app: { ...size, ports: { http: 80 }, healthCheck: httpHealth({ port: 'htp', startup }) } },
});
new TaskDefinition(stack, 'R7', {
  networkMode: 'awsvpc',
  volumes: { uploads: ephemeralVolume() },
  // @ts-expect-error 'uplods' is no volume of this task definition
  containers: { app: { ...size, mounts: { uplods: '/srv' } } },
});
new TaskDefinition(stack, 'R8', {
  networkMode: 'awsvpc',
  // @ts-expect-error a health check of a container without ports cannot ask a port
  containers: { app: { ...size, healthCheck: httpHealth({ port: 'http', startup }) } },
});

// @ts-expect-error hostname does not exist in awsvpc mode
new TaskDefinition(stack, 'R9', { networkMode: 'awsvpc', containers: { app: { ...size, hostname: 'web' } } });
new TaskDefinition(stack, 'R10', {
  networkMode: 'awsvpc',
  // @ts-expect-error extraHosts do not exist in awsvpc mode
  containers: { app: { ...size, extraHosts: { db: '10.0.0.1' } } },
});
new TaskDefinition(stack, 'R15', {
  networkMode: 'awsvpc',
  // @ts-expect-error the task definition has no volumes
  containers: { app: { ...size, mounts: { uploads: '/srv' } } },
});
new TaskDefinition(stack, 'Names', {
  networkMode: 'host',
  containers: { app: { ...size, hostname: 'web', extraHosts: { db: '10.0.0.1' } } },
});
new TaskDefinition(stack, 'R11', {
  networkMode: 'host',
  // @ts-expect-error appProtocol exists only in awsvpc and bridge mode
  containers: { app: { ...size, ports: { http: { containerPort: 80, appProtocol: 'http' } } } },
});
// @ts-expect-error there is no default network mode
new TaskDefinition(stack, 'R12', { containers: { app: size } });
// @ts-expect-error every container has an image
new TaskDefinition(stack, 'R13', { networkMode: 'bridge', containers: { app: { cpuUnits: 128, memoryMiB: 128 } } });
// @ts-expect-error CPU is in cpuUnits
new TaskDefinition(stack, 'R14', { networkMode: 'bridge', containers: { app: { ...size, cpu: 128 } } });

declare const fileSystem: efs.IFileSystem;
declare const accessPoint: efs.IAccessPoint;
declare const logGroup: logs.ILogGroup;

efsVolume(fileSystem, { accessPoint, readOnly: true });
efsVolume(fileSystem, { rootDirectory: '/a' });
// @ts-expect-error an access point has a directory of its own
efsVolume(fileSystem, { accessPoint, rootDirectory: '/a' });

dockerVolume({ scope: 'shared', autoprovision: false });
// @ts-expect-error a volume of the task is always created
dockerVolume({ scope: 'task', autoprovision: true });

awsLogs({ retention: logs.RetentionDays.ONE_DAY });
// @ts-expect-error the retention of a log group that exists is its own
awsLogs({ logGroup, retention: logs.RetentionDays.ONE_DAY });

attribute('stack').isIn('a', 'b');
agentVersion().atLeast('1.80.0');
// @ts-expect-error the language has no patterns for versions
agentVersion().matches('1.*');
// @ts-expect-error a list names at least one value
attribute('stack').isIn();
// @ts-expect-error a question whether something exists takes no value
attribute('stack').exists('a');

/** A helper of a user that leaves the network mode open. */
function anyMode<const N extends 'awsvpc' | 'bridge'>(networkMode: N) {
  return new TaskDefinition(stack, 'Any', { networkMode, containers: { app: { ...size, ports: { http: 80 } } } });
}
expectEqual<PortsOf<ReturnType<typeof anyMode>, 'app'>, 'http'>(true);
