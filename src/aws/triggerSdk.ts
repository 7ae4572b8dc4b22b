// What the upload trigger needs of the SDK: in dist/trigger.js it takes the place of sdk.ts, which is four times as large.
export { BatchClient, ListJobsCommand, SubmitJobCommand, TerminateJobCommand } from '@aws-sdk/client-batch';
export { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
export {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
