import { describeFamily } from './describe-family';

describeFamily('fit');
