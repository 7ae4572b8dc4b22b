// One line of a job's log.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_OutputLogEvent.html

export type LogEvent = {
  /** Milliseconds since 1970, as the writer told it. */
  readonly timestamp: number;
  /** Without a line break at its end. */
  readonly message: string;
};
