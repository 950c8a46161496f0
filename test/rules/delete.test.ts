import { describeFamily } from './describe-family';

describeFamily('delete');
