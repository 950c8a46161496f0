import { describeFamily } from './describe-family';

describeFamily('network');
