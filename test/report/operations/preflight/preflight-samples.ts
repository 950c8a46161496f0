import type { PreflightDoubt, PreflightProblem } from '../../../../lib/operations';
import { Unknown } from '../../../../lib/template';

type By<T extends { code: string }> = { readonly [C in T['code']]: Extract<T, { code: C }> };

const room = { quota: 'L-1216C47A', families: 'Standard', purchase: 'on-demand', region: 'eu-west-1' } as const;
const trunk = { principal: 'arn:aws:iam::1:root', type: 'm7g.large', without: 2, trunked: 10 };
const addresses = { subnets: ['subnet-0a', 'subnet-0b'], free: 9, needed: 10, atMost: 20, what: 'tasks' } as const;
const region = 'eu-west-1';

/** One of each code. */
export const PROBLEMS: By<PreflightProblem> = {
  'no-repository': { code: 'no-repository', repository: 'web', region },
  'no-image': { code: 'no-image', repository: 'web', image: 'v2', near: ['v1', 'v3'] },
  'wrong-platform': { code: 'wrong-platform', image: 'v2', missing: ['linux/arm64'], has: ['linux/amd64'] },
  'no-secret': { code: 'no-secret', name: 'db', region },
  'secret-deleted': { code: 'secret-deleted', name: 'db-AbCdEf', arn: 'arn:db-AbCdEf', at: '2026-03-01T00:00:00.000Z' },
  'no-secret-version': { code: 'no-secret-version', name: 'db', version: 'AWSPENDING' },
  'no-secret-key': { code: 'no-secret-key', name: 'db', key: 'password' },
  'secret-without-keys': { code: 'secret-without-keys', name: 'db', key: 'password' },
  'no-parameter': { code: 'no-parameter', name: '/db', region },
  'type-not-offered': { code: 'type-not-offered', types: ['m7g.large'], where: ['a'], others: ['b'] },
  'quota-too-low': { code: 'quota-too-low', ...room, limit: 8, atLeast: 8, atMost: 16, running: 2 },
  'too-many-services': { code: 'too-many-services', quota: 'L-9', region, limit: 5, active: 4, added: 2 },
  'trunking-off': { code: 'trunking-off', ...trunk },
  'name-taken': { code: 'name-taken', type: 'AWS::ECS::Cluster', name: 'Shop' },
  'no-cluster': { code: 'no-cluster', name: 'Shop', region },
  'no-subnet': { code: 'no-subnet', subnets: ['subnet-0a'], region },
  'no-way-to-ecs': { code: 'no-way-to-ecs', subnets: ['subnet-0a'] },
  'no-addresses': { code: 'no-addresses', ...addresses },
  'target-group-elsewhere': {
    code: 'target-group-elsewhere',
    targetGroup: 'Web',
    vpc: 'vpc-0a',
    instancesIn: 'vpc-0b',
  },
};

/** One of each code. */
export const DOUBTS: By<PreflightDoubt> = {
  value: { code: 'value', unknown: new Unknown({ code: 'parameter', name: 'Image' }, 'Shop') },
  'other-account': { code: 'other-account', bound: '1', actual: '2' },
  'other-registry': { code: 'other-registry', address: 'nginx' },
  'published-by-deployment': { code: 'published-by-deployment', image: 'abc' },
  'pushed-by-deployment': { code: 'pushed-by-deployment', image: 'v2', by: 'Copy' },
  'pulled-through': { code: 'pulled-through', image: 'v2', upstream: 'registry-1.docker.io' },
  'repository-to-be-made': { code: 'repository-to-be-made', repository: 'Web' },
  'platform-not-told': { code: 'platform-not-told', image: 'v2' },
  'manifest-not-read': { code: 'manifest-not-read', image: 'v2', why: 'KmsError' },
  'some-platforms': { code: 'some-platforms', image: 'v2', missing: ['linux/arm64'], has: ['linux/amd64'] },
  'key-not-looked-at': { code: 'key-not-looked-at', name: 'db', key: 'password' },
  'parameter-not-listed': { code: 'parameter-not-listed', name: '/aws/x' },
  'types-partly-offered': { code: 'types-partly-offered', types: ['m7g.large'], where: ['a', 'b'] },
  'zones-not-known': { code: 'zones-not-known', types: ['m7g.large'], without: ['a'] },
  'no-quota': { code: 'no-quota', quota: 'L-1' },
  'quota-may-be-too-low': { code: 'quota-may-be-too-low', ...room, limit: 9, atLeast: 4, atMost: 8, running: 2 },
  'trunking-off': { code: 'trunking-off', ...trunk },
  'owner-not-known': { code: 'owner-not-known', name: 'Shop' },
  'name-moves': { code: 'name-moves', name: 'web', from: 'Old' },
  'other-services': {
    code: 'other-services',
    services: [
      { name: 'a', runningTasks: 1 },
      { name: 'b', runningTasks: 2 },
    ],
  },
  'changed-outside': { code: 'changed-outside', service: 'web', runs: 'web:9', deployed: 'web:7' },
  'count-reset': { code: 'count-reset', service: 'web', from: 4, to: 2 },
  'role-made-with-first-use': {
    code: 'role-made-with-first-use',
    role: 'AWSServiceRoleForECS',
    service: 'ecs.amazonaws.com',
  },
  'few-addresses': { code: 'few-addresses', ...addresses, needed: 0 },
  'way-to-ecs-not-sure': { code: 'way-to-ecs-not-sure', subnets: ['subnet-0a'] },
  'no-answer': { code: 'no-answer', problem: { code: 'throttled', action: 'ecr:DescribeImages' } },
};
