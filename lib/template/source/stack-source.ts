import type { StackId } from '../stack/stack-id';
import type { JsonObject } from './json';

/** A finding of a validation that a CDK app accepts for a construct and all below it. */
export interface AcknowledgedInApp {
  /** The construct's path. */
  readonly path: string;
  /** The validation's name and its rule's, such as `stowage::fit-memory`. */
  readonly rule: string;
  readonly reason: string;
}

/** A template as read, with what its surroundings say of the deployment. */
export interface StackSource {
  readonly id: StackId;
  readonly template: JsonObject;
  /** The file the template was read from, relative as it was given. */
  readonly file: string;
  /** The file's text, kept for templates written by hand so that a line can be named. */
  readonly text?: string;
  /** Known for stacks of a cloud assembly. */
  readonly stackName?: string;
  /** Known when the stack is bound to one. */
  readonly region?: string;
  readonly account?: string;
  /** Platforms that the images which the CDK builds are built for, such as `linux/arm64`, by their tags. */
  readonly imagePlatforms?: ReadonlyMap<string, string>;
  /** For a nested stack: which resource of which stack it stands for. */
  readonly parent?: { readonly stack: StackId; readonly logicalId: string };
  /** What the app acknowledged by `Validations.of(x).acknowledge()`, for stacks of a cloud assembly. */
  readonly acknowledged?: readonly AcknowledgedInApp[];
}
