import type { PreflightDoubt } from '../../../operations';
import { problemText } from '../../../operations';
import { unknownSentence } from '../../../rules';
import { nameList } from '../../name-list';
import { counted } from '../../table';
import { addressText, quotaText, trunkingText } from './preflight-figures-text';

/** Why something is not decided, in words. */
export function doubtText(why: PreflightDoubt): string {
  switch (why.code) {
    case 'value':
      return unknownSentence(why.unknown);
    case 'other-account':
      return `these stacks are for the account ${why.bound}, and the credentials are those of ${why.actual}: nothing of them was looked up; give --profile NAME to do so`;
    case 'other-registry':
      return `${why.address} is in a registry other than Amazon ECR, where nothing is looked up`;
    case 'published-by-deployment':
      return `${why.image} is not there yet; cdk deploy publishes it`;
    case 'pushed-by-deployment':
      return `${why.image} is not there yet; ${why.by}, a custom resource that names the repository, may push it`;
    case 'pulled-through':
      return `${why.image} is not there yet; the first pull brings it from ${why.upstream}`;
    case 'repository-to-be-made':
      return `the repository ${why.repository} is not deployed yet; push the image after the repository is there and before tasks start`;
    case 'platform-not-told':
      return `${why.image} is there, and its manifest does not tell what it runs on`;
    case 'manifest-not-read':
      return `${why.image} is there, and ECR does not give its manifest: ${why.why}`;
    case 'some-platforms':
      return `${why.image} is for ${nameList(why.has)}; tasks that are placed on ${nameList(why.missing)} do not start, and constraints or strategies must keep them from there`;
    case 'key-not-looked-at':
      return `the secret ${why.name} is there; whether it has the key ${why.key} is not looked at unless --read-secrets is given`;
    case 'parameter-not-listed':
      return `${why.name} is not among what Parameter Store lists (versions, labels, parameters of AWS and of other accounts are not)`;
    case 'types-partly-offered':
      return `${nameList(why.where)} ${why.where.length === 1 ? 'does' : 'do'} not offer ${nameList(why.types)}; the group launches what is left of its types and zones`;
    case 'zones-not-known':
      return `${nameList(why.without)} ${why.without.length === 1 ? 'does' : 'do'} not offer ${nameList(why.types)}; in which zones the instances are to start is not known yet`;
    case 'no-quota':
      return `Service Quotas knows no ${why.quota} in this region`;
    case 'quota-may-be-too-low':
      return why.atLeast + why.running > why.limit
        ? `${quotaText(why)}; how much of that the groups themselves run is not known: give the stack's name (--stack)`
        : quotaText(why);
    case 'trunking-off':
      return `${trunkingText(why)}; stowage plan --assume trunking=off tells whether they fit`;
    case 'owner-not-known':
      return `${why.name} is taken; whether by this stack is not known: give the stack's name (--stack)`;
    case 'name-moves':
      return `${why.name} is the stack ${why.from}'s, whose template gives it up: deploy that one first`;
    case 'other-services': {
      const one = why.services.length === 1;
      const names = why.services.map(({ name, runningTasks }) => `${name} (${counted(runningTasks, 'task')})`);
      return `${nameList(names)} run${one ? 's' : ''} in it and ${one ? 'is' : 'are'} not in the template; a plan does not count their room`;
    }
    case 'changed-outside':
      return `${why.service} runs ${why.runs}, and the stack has deployed ${why.deployed}: an update of the stack takes back what was released outside of it`;
    case 'count-reset':
      return `${why.service} is at ${counted(why.from, 'task')}, and the template says ${why.to}: an update of the service sets that`;
    case 'role-made-with-first-use': {
      const late = why.service === 'ecs.amazonaws.com' ? ', for the first cluster of an account often too late' : '';
      return `the account has no ${why.role}; AWS makes it with its first use if whoever deploys may (iam:CreateServiceLinkedRole)${late}; make it before: aws iam create-service-linked-role --aws-service-name ${why.service}`;
    }
    case 'few-addresses':
      return addressText(why);
    case 'way-to-ecs-not-sure':
      return `no default route that instances surely can use leads out of ${nameList(why.subnets)}, and the VPC has no endpoints for ecs and ecs-agent; the instances join the cluster only through a proxy, another network or a public address`;
    case 'no-answer':
      return problemText(why.problem);
  }
}
