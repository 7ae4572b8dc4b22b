// The event that tells a function of a new object.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
import type { Creation } from './notificationRules';
import type { ObjectRecord } from './records';

let counter = 0;

export function creationEvent(
  creation: Creation,
  place: { readonly bucket: string; readonly key: string; readonly region: string; readonly configurationId: string },
  { etag, sizeBytes }: ObjectRecord,
  nowMs: number,
): object {
  const { bucket, key, region, configurationId } = place;
  counter = (counter + 1) % 0x10000;
  const sequencer = nowMs.toString(16).padStart(12, '0') + counter.toString(16).padStart(4, '0');
  return {
    Records: [
      {
        eventVersion: '2.1',
        eventSource: 'aws:s3',
        awsRegion: region,
        eventTime: new Date(nowMs).toISOString(),
        eventName: `ObjectCreated:${creation}`,
        s3: {
          s3SchemaVersion: '1.0',
          configurationId,
          bucket: { name: bucket, arn: `arn:aws:s3:::${bucket}` },
          object: {
            key: encodeURIComponent(key).replaceAll('%2F', '/').replaceAll('%20', '+'),
            size: sizeBytes,
            eTag: etag,
            sequencer: sequencer.toUpperCase(),
          },
        },
      },
    ],
  };
}
