// Pages of AWS Batch in the AWS console, in whichever partition the region is.
import { partitionOfRegion } from './arn';

const hosts: Readonly<Record<string, string>> = {
  aws: 'console.aws.amazon.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
};

export type ConsolePage = 'jobs' | 'queues' | 'compute-environments' | 'job-definition';

/**
 * @param id what the console calls it: the id of a job, the ARN of anything else
 * @returns undefined for a partition whose console is not known
 */
export function consoleUrl(page: ConsolePage, id: string, region: string): string | undefined {
  const host = hosts[partitionOfRegion(region)];
  return (
    host &&
    `https://${region}.${host}/batch/home?region=${region}#${page}/detail/${encodeURI(id).replaceAll('#', '%23')}`
  );
}
