import { describeFamily } from './describe-family';

describeFamily('rollout');
