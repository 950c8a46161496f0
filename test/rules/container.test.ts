import { describeFamily } from './describe-family';

describeFamily('container');
