import type { PreflightProblem } from '../../../operations';
import { nameList } from '../../name-list';
import { addressText, quotaText, trunkingText } from './preflight-figures-text';

/** What is wrong, and what mends it. */
export interface Words {
  readonly text: string;
  readonly fix: string;
}

/** A problem in words. */
export function problemWords(problem: PreflightProblem): Words {
  switch (problem.code) {
    case 'no-repository':
      return {
        text: `there is no repository ${problem.repository} in ${problem.region}`,
        fix: /^cdk-\w+-container-assets-/.test(problem.repository)
          ? 'run cdk bootstrap for this account and region'
          : 'create the repository and push the image, or mend the address of the image',
      };
    case 'no-image':
      return {
        text: `the repository ${problem.repository} has no image ${problem.image} that can be pulled${
          problem.near.length > 0 ? `; near it are ${nameList(problem.near)}` : ''
        }`,
        fix: 'push it, or name one that is there (stowage audit-images tells what lifecycle policies take away)',
      };
    case 'wrong-platform':
      return {
        text: `${problem.image} is for ${nameList(problem.has)}, and its tasks are placed on ${nameList(problem.missing)}`,
        fix: `build it for ${nameList(problem.missing)} too (docker buildx build --platform ${[...problem.has, ...problem.missing].join(',')}), or launch instances of its architecture`,
      };
    case 'no-secret':
      return {
        text: `there is no secret ${problem.name} in ${problem.region}`,
        fix: 'create it, or mend its ARN: tasks stop with ResourceInitializationError otherwise',
      };
    case 'secret-deleted':
      return {
        text: `the secret ${problem.name} was deleted at ${problem.at}`,
        fix: `aws secretsmanager restore-secret --secret-id ${problem.arn}`,
      };
    case 'no-secret-version':
      return {
        text: `the secret ${problem.name} has no version ${problem.version}`,
        fix: 'put a value into it, or name a version that it has',
      };
    case 'no-secret-key':
      return {
        text: `the secret ${problem.name} has no key ${problem.key}`,
        fix: 'add the key to its JSON, or mend it in valueFrom: tasks stop with ResourceInitializationError otherwise',
      };
    case 'secret-without-keys':
      return {
        text: `the secret ${problem.name} is no JSON object, and its key ${problem.key} is asked for`,
        fix: 'leave the key out of valueFrom, or make the secret an object with it',
      };
    case 'no-parameter':
      return {
        text: `there is no parameter ${problem.name} in ${problem.region}`,
        fix: 'create it, or mend its name: tasks stop with ResourceInitializationError otherwise',
      };
    case 'type-not-offered':
      return {
        text: `${nameList(problem.types)} ${problem.types.length === 1 ? 'is' : 'are'} not offered in ${nameList(problem.where)}`,
        fix:
          problem.others.length > 0
            ? `use subnets in ${nameList(problem.others)}, or add a type that is offered in ${nameList(problem.where)}`
            : 'name types that are offered (aws ec2 describe-instance-type-offerings)',
      };
    case 'quota-too-low':
      return {
        text: quotaText(problem),
        fix: `aws service-quotas request-service-quota-increase --region ${problem.region} --service-code ec2 --quota-code ${problem.quota} --desired-value ${problem.atMost + problem.running}, or lower the maximum size`,
      };
    case 'too-many-services':
      return {
        text: `the quota in ${problem.region} is ${problem.limit} services in a cluster (${problem.quota}); it has ${problem.active}, and ${problem.added} are new`,
        fix: `aws service-quotas request-service-quota-increase --region ${problem.region} --service-code ecs --quota-code ${problem.quota} --desired-value ${problem.active + problem.added}, or use another cluster`,
      };
    case 'trunking-off':
      return {
        text: trunkingText(problem),
        fix: `aws ecs ${
          problem.principal.endsWith(':root')
            ? 'put-account-setting-default'
            : `put-account-setting --principal-arn ${problem.principal}`
        } --name awsvpcTrunking --value enabled, before the instances start`,
      };
    case 'name-taken':
      return {
        text: `something that is not of this stack is called ${problem.name} (${problem.type})`,
        fix: 'give another name, or none, or import the resource into the stack (cdk import)',
      };
    case 'no-cluster':
      return {
        text: `there is no cluster ${problem.name} in ${problem.region}`,
        fix: 'deploy it first, or mend its name or the region',
      };
    case 'no-subnet':
      return {
        text: `${problem.region} has no ${nameList(problem.subnets)}`,
        fix: 'mend the ids or the region; after cdk context --clear, cdk synth looks them up anew',
      };
    case 'no-way-to-ecs':
      return {
        text: `no route that instances can use leads out of ${nameList(problem.subnets)}, and the VPC has no endpoints for ecs and ecs-agent: the instances never join the cluster`,
        fix: 'add a default route to a NAT gateway, give instances public addresses where an internet gateway is routed, or add endpoints for ecs, ecs-agent, ecs-telemetry, ecr.api, ecr.dkr and s3',
      };
    case 'no-addresses':
      return { text: addressText(problem), fix: 'add subnets, or free addresses in these' };
    case 'target-group-elsewhere':
      return {
        text: `the target group ${problem.targetGroup} is in ${problem.vpc}, and its instances start in ${problem.instancesIn}`,
        fix: 'take subnets and target group of one VPC: an instance cannot be a target in another one',
      };
  }
}
