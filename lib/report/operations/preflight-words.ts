import type { PreflightDoubt, PreflightProblem, WithoutTrunk } from '../../operations';
import { problemText } from '../../operations';
import { unknownSentence } from '../../rules';
import { nameList } from '../name-list';
import { counted } from '../table';

/** What is wrong, and what mends it. */
export interface Words {
  readonly text: string;
  readonly fix: string;
}

/** A problem in words. */
export function problemWords(problem: PreflightProblem): Words {
  switch (problem.code) {
    case 'wrong-account':
      return {
        text: `the stacks are for the account ${problem.bound}, and the credentials are those of ${problem.actual}`,
        fix: 'give --profile NAME, or set AWS_PROFILE; what else is said here is about the other account',
      };
    case 'no-repository':
      return {
        text: `there is no repository ${problem.repository} in ${problem.region}`,
        fix: /^cdk-\w+-container-assets-/.test(problem.repository)
          ? 'run cdk bootstrap for this account and region'
          : 'create the repository and push the image, or mend the address of the image',
      };
    case 'no-image':
      return {
        text: `the repository ${problem.repository} has no image ${problem.image}`,
        fix: 'push it, or name one that is there (stowage audit-images tells what lifecycle policies take away)',
      };
    case 'wrong-platform':
      return {
        text: `${problem.image} is for ${nameList(problem.has)}, and tasks may be placed on ${nameList(problem.missing)}`,
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
        fix: `aws secretsmanager restore-secret --secret-id ${problem.name}`,
      };
    case 'no-secret-version':
      return {
        text: `the secret ${problem.name} has no version ${problem.version}`,
        fix: 'put a value into it, or name a version that it has',
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
        text: `the quota is ${problem.limit} vCPUs (${problem.quota}); the groups take up to ${problem.needed}, and ${problem.running} more run already`,
        fix: `aws service-quotas request-service-quota-increase --service-code ec2 --quota-code ${problem.quota} --desired-value ${problem.needed + problem.running}, or lower the maximum size`,
      };
    case 'trunking-off':
      return {
        text: trunkingText(problem),
        fix: 'aws ecs put-account-setting-default --name awsvpcTrunking --value enabled, before the instances start',
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
    case 'no-service-linked-role':
      return {
        text: `the account has no ${problem.role}`,
        fix: `aws iam create-service-linked-role --aws-service-name ${problem.service}`,
      };
  }
}

/** Why something is not decided, in words. */
export function doubtText(why: PreflightDoubt): string {
  switch (why.code) {
    case 'value':
      return unknownSentence(why.unknown);
    case 'other-registry':
      return `${why.address} is in a registry that only its instances can ask`;
    case 'published-by-deployment':
      return `${why.image} is not there yet; cdk deploy publishes it`;
    case 'pulled-through':
      return `${why.image} is not there yet; the first pull brings it from ${why.upstream}`;
    case 'repository-to-be-made':
      return `the repository ${why.repository} is not deployed yet, or its stack has no known name; push the image after the repository is there and before tasks start`;
    case 'platform-not-told':
      return `${why.image} is there, and its manifest does not tell what it runs on`;
    case 'constraints-decide':
      return `the image is not for ${nameList(why.missing)}; placement constraints must keep its tasks from such instances`;
    case 'zones-not-known':
      return `${nameList(why.without)} ${why.without.length === 1 ? 'does' : 'do'} not offer ${nameList(why.types)}; in which zones the instances are to start is not known yet`;
    case 'no-quota':
      return `Service Quotas knows no ${why.quota} in this region`;
    case 'trunking-off':
      return `${trunkingText(why)}; stowage plan --assume trunking=off tells whether they fit`;
    case 'owner-not-known':
      return `${why.name} is taken; whether by this stack is not known, as a template alone does not tell its stack's name`;
    case 'other-services':
      return `${nameList(why.services.map(({ name, runningTasks }) => `${name} (${counted(runningTasks, 'task')})`))} run${why.services.length === 1 ? 's' : ''} in it and ${why.services.length === 1 ? 'is' : 'are'} not in the template; a plan does not count their room`;
    case 'role-made-with-first-use':
      return `the account has no ${why.role} yet; AWS makes it with its first use if whoever deploys may (iam:CreateServiceLinkedRole for ${why.service})`;
    case 'no-answer':
      return problemText(why.problem);
  }
}

const trunkingText = ({ principal, type, without, trunked }: WithoutTrunk): string =>
  `ENI trunking is not in effect for ${principal}: an instance such as ${type} takes ${without} awsvpc tasks, not ${trunked}`;
