import { Duration, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import {
  everything,
  type References,
  type Stacks,
  type Surroundings,
  surroundings,
  threeStacks,
  twoStacks,
  webService,
  webTask,
} from './layout';

const target = { container: 'app', port: 'http' } as const;

/** What a shop may want from other stacks, one thing at a time. */
const WANTS: Record<string, (stacks: Stacks, given: Surroundings) => unknown> = {
  'nothing but the cluster': (stacks, given) => webService(stacks, given, webTask(stacks, given)),
  'the image of a repository with a key': (stacks, given) =>
    webService(stacks, given, webTask(stacks, given, { image: true })),
  'a secret with a key': (stacks, given) => webService(stacks, given, webTask(stacks, given, { secret: true })),
  'a file system': (stacks, given) => webService(stacks, given, webTask(stacks, given, { files: true })),
  'a file system, in bridge mode': (stacks, given) =>
    webService(stacks, given, webTask(stacks, given, { files: true, networkMode: 'bridge' })),
  'a rule of a load balancer': (stacks, given) =>
    webService(stacks, given, webTask(stacks, given), {
      loadBalancing: [{ ...target, listener: given.listener, ...everything }],
    }),
  'a rule of a load balancer, in bridge mode': (stacks, given) =>
    webService(stacks, given, webTask(stacks, given, { networkMode: 'bridge' }), {
      loadBalancing: [{ ...target, listener: given.listener, ...everything }],
    }),
  'the default action of a load balancer': (stacks, given) =>
    webService(stacks, given, webTask(stacks, given), {
      loadBalancing: [{ ...target, listener: given.openListener() }],
    }),
  'a network load balancer': (stacks, given) =>
    webService(stacks, given, webTask(stacks, given), {
      loadBalancing: [{ ...target, listener: given.networkListener() }],
    }),
  'a network load balancer, in bridge mode': (stacks, given) =>
    webService(stacks, given, webTask(stacks, given, { networkMode: 'bridge' }), {
      loadBalancing: [{ ...target, listener: given.networkListener() }],
    }),
  'a rule to switch': (stacks, given) =>
    webService(stacks, given, webTask(stacks, given), {
      deployment: { strategy: 'blue-green', bakeTime: Duration.minutes(1) },
      loadBalancing: [{ ...target, listener: given.listener, ...everything }],
    }),
  'requests to scale by': (stacks, given) =>
    webService(stacks, given, webTask(stacks, given), {
      scaling: { min: 1, max: 4, requestsPerTarget: 100 },
      loadBalancing: [{ ...target, listener: given.listener, ...everything }],
    }),
  'a name in Cloud Map': (stacks, given) =>
    webService(stacks, given, webTask(stacks, given), { cloudMap: { ...target, namespace: given.namespace } }),
  'Service Connect': (stacks, given) =>
    webService(stacks, given, webTask(stacks, given), {
      serviceConnect: { namespace: given.namespace.namespaceArn, services: [{ ...target }] },
    }),
  'a shell': (stacks, given) => webService(stacks, given, webTask(stacks, given), { exec: true }),
  'everything at once': (stacks, given) =>
    webService(stacks, given, webTask(stacks, given, { image: true, secret: true, files: true }), {
      exec: true,
      scaling: { min: 1, max: 4, requestsPerTarget: 100 },
      loadBalancing: [
        { ...target, listener: given.listener, ...everything },
        { ...target, listener: given.networkListener() },
      ],
      cloudMap: { ...target, namespace: given.namespace },
      serviceConnect: { namespace: given.namespace.namespaceArn, services: [{ ...target }] },
    }),
};

/** The names of the stacks that a stack waits for. */
const dependencies = (stack: Stack) => stack.dependencies.map(({ stackName }) => stackName);

/** How often an intrinsic function stands in the template of a stack. */
const count = (stack: Stack, intrinsic: string) =>
  JSON.stringify(Template.fromStack(stack).toJSON()).split(`"${intrinsic}"`).length - 1;

describe.each<References>(['weak', 'strong'])('with %s references', (references) => {
  describe.each(Object.entries(WANTS))('a shop that wants %s', (_, want) => {
    test('is deployed after the platform, which knows nothing of it', () => {
      const stacks = twoStacks(references);
      want(stacks, surroundings(stacks));
      Template.fromStack(stacks.shop);
      expect([dependencies(stacks.platform), dependencies(stacks.shop)]).toEqual([[], ['Platform']]);
    });

    test('is deployed after platform and edge', () => {
      const stacks = threeStacks(references);
      want(stacks, surroundings(stacks));
      Template.fromStack(stacks.shop);
      expect(dependencies(stacks.platform)).toEqual([]);
      expect(dependencies(stacks.edge)).toEqual(['Platform']);
      expect(dependencies(stacks.shop)).toContain('Platform');
    });
  });

  test('stacks refer to each other in that way alone', () => {
    const stacks = threeStacks(references);
    WANTS['everything at once']?.(stacks, surroundings(stacks));
    const [used, unused] =
      references === 'weak' ? ['Fn::GetStackOutput', 'Fn::ImportValue'] : ['Fn::ImportValue', 'Fn::GetStackOutput'];
    expect(count(stacks.shop, used)).toBeGreaterThan(5);
    expect(count(stacks.shop, unused)).toBe(0);
  });
});
