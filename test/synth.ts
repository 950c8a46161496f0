import { App, type AppProps, Stack, type StackProps } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { context as recommendedFlags } from '../cdk.json';

/** An app with the feature flags that this project recommends (cdk.json), as users have them. */
export function testApp(props: AppProps = {}): App {
  return new App({ ...props, context: { ...recommendedFlags, ...props.context } });
}

/** A stack of its own app, in no particular account or region unless asked. */
export function testStack(props: StackProps = {}, id = 'Test'): Stack {
  return new Stack(testApp(), id, props);
}

/**
 * The synthesized template, ready for a snapshot: asset hashes, which change with Node and CDK patch versions,
 * are replaced by a fixed word.
 */
export function templateOf(stack: Stack): Record<string, unknown> {
  const text = JSON.stringify(Template.fromStack(stack).toJSON());
  return JSON.parse(text.replace(/\b[0-9a-f]{64}\b/g, 'ASSET_HASH'));
}
