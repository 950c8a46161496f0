import { describeFamily } from './describe-family';

describeFamily('scaling');
