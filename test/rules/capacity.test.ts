import { describeFamily } from './describe-family';

describeFamily('capacity');
