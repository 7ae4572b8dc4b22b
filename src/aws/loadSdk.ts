// Loads the SDK, two bundles of its own, when they are needed first: it costs more time than everything else together.
import type * as moreSdkModule from './moreSdk';
import type * as sdkModule from './sdk';

export type Sdk = typeof sdkModule;
export type MoreSdk = typeof moreSdkModule;

export function loadSdk(): Promise<Sdk> {
  silenceVersionWarning();
  return import('./sdk');
}

/** The services around AWS Batch. */
export function loadMoreSdk(): Promise<MoreSdk> {
  silenceVersionWarning();
  return import('./moreSdk');
}

/** The SDK prints a warning about old Node versions when the first client is made; it means nothing to our users. */
function silenceVersionWarning(): void {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
}
