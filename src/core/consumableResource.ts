// Something that jobs use up or borrow, such as licences, and of which there is a number.
// https://docs.aws.amazon.com/batch/latest/APIReference/API_DescribeConsumableResource.html

/** What a job wants of it before it can run. */
export type ConsumableWish = {
  /** Name or ARN. */
  readonly resource: string;
  readonly quantity: number;
};

export type ConsumableResource = {
  readonly name: string;
  readonly total: number;
  readonly available: number;
  /** What a job has had comes back when it ends. */
  readonly isReplenishable: boolean;
};
