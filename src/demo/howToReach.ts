// Tells how to use the engine that a demo with --keep has left running.
import type { EngineReady } from './engineProcess';

export function howToReach(
  ready: EngineReady,
  folder: string,
  result: { readonly bucket: string; readonly key: string } | undefined,
  platform: NodeJS.Platform,
): string {
  const isWindows = platform === 'win32';
  const variables: readonly (readonly [name: string, value: string])[] = [
    ['AWS_ENDPOINT_URL', ready.endpoint],
    ['AWS_DEFAULT_REGION', ready.region],
    ['AWS_ACCESS_KEY_ID', ready.accessKeyId],
    ['AWS_SECRET_ACCESS_KEY', ready.secretAccessKey],
    // Without it `aws logs start-live-tail` looks for a host called stream-127.0.0.1.
    ['AWS_DISABLE_HOST_PREFIX_INJECTION', 'true'],
  ];
  const stop = isWindows
    ? `taskkill /PID ${ready.pid} /T /F; Remove-Item -Recurse "${folder}"`
    : `kill ${ready.pid} && sleep 1 && rm -r "${folder}"`;
  return [
    `The engine goes on at ${ready.endpoint} (process ${ready.pid}). To use it with the aws CLI or any SDK:`,
    '',
    ...variables.map(([name, value]) => (isWindows ? `  $env:${name} = "${value}"` : `  export ${name}=${value}`)),
    '',
    '  aws batch list-jobs --job-queue local --job-status SUCCEEDED',
    ...(result === undefined ? [] : [`  aws s3 cp s3://${result.bucket}/${result.key} -`]),
    '',
    `To end it and remove its data: ${stop}`,
  ].join('\n');
}
