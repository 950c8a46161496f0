import { describeFamily } from './describe-family';

describeFamily('security');
