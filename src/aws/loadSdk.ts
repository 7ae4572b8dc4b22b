// Loads the SDK, a bundle of its own, when it is needed first: it costs more time than everything else together.
import type * as sdkModule from './sdk';

export type Sdk = typeof sdkModule;

export function loadSdk(): Promise<Sdk> {
  // The SDK prints a warning about old Node versions when the first client is made; it means nothing to our users.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  return import('./sdk');
}
