import { Reference, Text, Unknown, type Value } from '../../../lib/template';
import { agentConfigOf } from '../../../lib/template/user-data/agent-config';

const config = (userData: Value) => Object.fromEntries(agentConfigOf(userData) ?? []);
const cluster = new Reference('t', 'Cluster');

describe('shell', () => {
  test.each<[string, string, Record<string, string>]>([
    ['echo', '#!/bin/bash\necho ECS_CLUSTER=shop >> /etc/ecs/ecs.config', { ECS_CLUSTER: 'shop' }],
    ['quotes around all of it', `echo 'ECS_CLUSTER=a b' >> /etc/ecs/ecs.config`, { ECS_CLUSTER: 'a b' }],
    [
      'JSON in each kind of quotes',
      `echo ECS_INSTANCE_ATTRIBUTES='{"a": "b"}' >> /etc/ecs/ecs.config
       echo "ECS_AVAILABLE_LOGGING_DRIVERS=[\\"json-file\\",\\"gelf\\"]" >> /etc/ecs/ecs.config`,
      { ECS_INSTANCE_ATTRIBUTES: '{"a": "b"}', ECS_AVAILABLE_LOGGING_DRIVERS: '["json-file","gelf"]' },
    ],
    [
      'a here-document',
      `cat <<'EOF' >> /etc/ecs/ecs.config\nECS_CLUSTER=shop\nECS_RESERVED_MEMORY=256\n# ECS_NOT=1\nEOF\necho done`,
      { ECS_CLUSTER: 'shop', ECS_RESERVED_MEMORY: '256' },
    ],
    ['the file before the here-document', 'cat > /etc/ecs/ecs.config << EOF\nECS_CLUSTER=x\nEOF', { ECS_CLUSTER: 'x' }],
    ['tee', 'echo ECS_CLUSTER=x | sudo tee -a /etc/ecs/ecs.config', { ECS_CLUSTER: 'x' }],
    ['tee with a here-document', "tee /etc/ecs/ecs.config <<'E'\nECS_CLUSTER=x\nE\n", { ECS_CLUSTER: 'x' }],
    ['a variable of the script', 'NAME=shop\necho "ECS_CLUSTER=$NAME" >> /etc/ecs/ecs.config', { ECS_CLUSTER: 'shop' }],
    [
      'a variable in a here-document',
      `N=x\ncat <<EOF >/etc/ecs/ecs.config\nECS_CLUSTER=\${N}\nEOF`,
      { ECS_CLUSTER: 'x' },
    ],
    [
      'several lines in one echo',
      'echo "ECS_CLUSTER=x\nECS_B=y" > /etc/ecs/ecs.config',
      { ECS_CLUSTER: 'x', ECS_B: 'y' },
    ],
    [
      'the last one wins',
      'echo ECS_CLUSTER=x>>/etc/ecs/ecs.config;echo ECS_CLUSTER=y>>/etc/ecs/ecs.config',
      { ECS_CLUSTER: 'y' },
    ],
    ['a comment', '# echo ECS_CLUSTER=x >> /etc/ecs/ecs.config', {}],
    ['another file', 'echo ECS_CLUSTER=x >> /etc/other\nexport ECS_RESERVED_MEMORY=3', {}],
    ['a continued line', 'echo ECS_CLUSTER=x \\\n  >> /etc/ecs/ecs.config', { ECS_CLUSTER: 'x' }],
    ['quotes that do not end', `echo "ECS_CLUSTER=x >> /etc/ecs/ecs.config`, {}],
  ])('%s', (_, script, expected) => {
    expect(config(script)).toEqual(expected);
  });

  test('a value that the script computes is unknown', () => {
    const values = config('echo ECS_CLUSTER=$(curl x) >> /etc/ecs/ecs.config\necho ECS_A="$B" >> /etc/ecs/ecs.config');
    expect(Object.values(values).every((value) => value instanceof Unknown)).toBe(true);
    expect(Object.keys(values)).toEqual(['ECS_CLUSTER', 'ECS_A']);
  });

  test('a reference stays one', () => {
    const script = new Text([
      '#!/bin/bash\necho ECS_CLUSTER=',
      cluster,
      ' >> /etc/ecs/ecs.config\necho "ECS_A=a-',
      cluster,
      '" >> /etc/ecs/ecs.config',
    ]);
    expect(config(script)).toEqual({ ECS_CLUSTER: cluster, ECS_A: new Text(['a-', cluster]) });
  });
});

test('MIME multipart: each part counts', () => {
  const mime = `MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="==B=="

--==B==
Content-Type: text/cloud-boothook; charset="us-ascii"

echo ECS_CLUSTER=shop >> /etc/ecs/ecs.config

--==B==
Content-Type: text/cloud-config

#cloud-config
write_files:
  - path: /etc/ecs/ecs.config
    content: |
      ECS_A=1
runcmd:
  - echo ECS_B=2 >> /etc/ecs/ecs.config
--==B==--
`;
  expect(config(mime)).toEqual({ ECS_CLUSTER: 'shop', ECS_A: '1', ECS_B: '2' });
});

test('Bottlerocket settings have the names of the agent', () => {
  const toml = `[settings.ecs]
cluster = "shop"
reserved-memory = 128
logging-drivers = ["json-file", "awslogs"]
[settings.ecs.instance-attributes]
stack = "prod"
`;
  expect(config(toml)).toEqual({
    ECS_CLUSTER: 'shop',
    ECS_RESERVED_MEMORY: '128',
    ECS_AVAILABLE_LOGGING_DRIVERS: '["json-file","awslogs"]',
    ECS_INSTANCE_ATTRIBUTES: '{"stack":"prod"}',
    ECS_DISABLE_PRIVILEGED: 'true',
  });
  expect(config(new Text(['[settings.ecs]\ncluster = "', cluster, '"\n']))['ECS_CLUSTER']).toEqual(cluster);
  expect(config('[settings.ecs]\ncluster = ')).toEqual({});
});

test('PowerShell', () => {
  const script = `<powershell>
[Environment]::SetEnvironmentVariable("ECS_RESERVED_MEMORY", "512", "Machine")
Initialize-ECSAgent -Cluster 'shop' -EnableTaskIAMRole
</powershell>`;
  expect(config(script)).toEqual({ ECS_CLUSTER: 'shop', ECS_RESERVED_MEMORY: '512' });
});

test('base64 in the template itself is decoded', () => {
  expect(config(Buffer.from('echo ECS_CLUSTER=shop >> /etc/ecs/ecs.config').toString('base64'))).toEqual({
    ECS_CLUSTER: 'shop',
  });
});

test('no user data has no settings, unknown user data has unknown ones', () => {
  expect(agentConfigOf(undefined)?.size).toBe(0);
  expect(agentConfigOf(new Unknown({ code: 'parameter', name: 'UserData' }, 't'))).toBeUndefined();
});
