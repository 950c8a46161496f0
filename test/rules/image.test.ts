import { describeFamily } from './describe-family';

describeFamily('image');
