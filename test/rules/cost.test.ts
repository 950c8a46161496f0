import { describeFamily } from './describe-family';

describeFamily('cost');
