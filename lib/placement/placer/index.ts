export { Placer } from './placer';
