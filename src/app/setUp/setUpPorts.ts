// What setting up and tearing down a pipeline needs of AWS: CloudFormation, the network, whole buckets. Errors as in ports.ts.

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Stack.html */
export type Stack = {
  readonly name: string;
  /** ARN: finds the stack also when it is deleted. */
  readonly id: string;
  /** CREATE_COMPLETE, ROLLBACK_FAILED … */
  readonly status: string;
  readonly statusReason?: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly outputs: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
};

export type StackRequest = {
  readonly stackName: string;
  /** At most 51,200 bytes. */
  readonly template: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
};

export type StackEvent = {
  readonly id: string;
  readonly logicalId: string;
  /** `AWS::Batch::JobQueue` */
  readonly resourceType: string;
  /** CREATE_IN_PROGRESS … */
  readonly status: string;
  readonly reason?: string;
};

export type StackResource = {
  readonly logicalId: string;
  readonly physicalId?: string;
  readonly resourceType: string;
  readonly status: string;
  readonly reason?: string;
};

export type ResourceChange = {
  readonly action: 'Add' | 'Modify' | 'Remove' | 'Import' | 'Dynamic';
  readonly logicalId: string;
  readonly resourceType: string;
  /** Whether a new resource takes the place of the old one. */
  readonly replacement?: 'True' | 'False' | 'Conditional';
};

export type ChangeSet = {
  /** CREATE_PENDING, CREATE_IN_PROGRESS, CREATE_COMPLETE, FAILED … */
  readonly status: string;
  /** Why it FAILED; also when nothing would change. */
  readonly statusReason?: string;
  readonly changes: readonly ResourceChange[];
};

/** AWS CloudFormation. What is asked for here is carried out after the answer: `fetchEvents` tells how far it is. */
export interface StackPort {
  /** Undefined when there is none of this name, or id. */
  findStack(nameOrId: string, signal: AbortSignal): Promise<Stack | undefined>;
  /** Not those that are deleted. */
  listStacks(signal: AbortSignal): Promise<readonly Stack[]>;
  /** What fails stays as it is, to be looked at. @returns the stack's id */
  createStack(request: StackRequest, signal: AbortSignal): Promise<string>;
  /** What an update would change. It is ready when its status says so. */
  createChangeSet(request: StackRequest, changeSetName: string, signal: AbortSignal): Promise<void>;
  describeChangeSet(stackName: string, changeSetName: string, signal: AbortSignal): Promise<ChangeSet>;
  executeChangeSet(stackName: string, changeSetName: string, signal: AbortSignal): Promise<void>;
  deleteChangeSet(stackName: string, changeSetName: string, signal: AbortSignal): Promise<void>;
  /** Takes back an update that is under way. */
  cancelUpdate(stackName: string, signal: AbortSignal): Promise<void>;
  /** Takes back an update that has failed. */
  rollBack(stackName: string, signal: AbortSignal): Promise<void>;
  deleteStack(nameOrId: string, signal: AbortSignal): Promise<void>;
  /** Newest first, a page at a time. */
  fetchEvents(nameOrId: string, signal: AbortSignal): AsyncIterable<readonly StackEvent[]>;
  listResources(nameOrId: string, signal: AbortSignal): Promise<readonly StackResource[]>;
}

export type Vpc = { readonly id: string; readonly name?: string; readonly cidr: string; readonly isDefault: boolean };

export type Subnet = {
  readonly id: string;
  readonly name?: string;
  readonly zone: string;
  readonly cidr: string;
  /** What starts in it gets a public address by itself. */
  readonly isPublic: boolean;
};

/** Amazon EC2, as far as networks go. */
export interface NetworkPort {
  /** The default one first, then by name. */
  listVpcs(signal: AbortSignal): Promise<readonly Vpc[]>;
  listSubnets(vpcId: string, signal: AbortSignal): Promise<readonly Subnet[]>;
  /** Id of the security group that the VPC came with; undefined when it was deleted. */
  findDefaultGroup(vpcId: string, signal: AbortSignal): Promise<string | undefined>;
}

export type ObjectVersion = { readonly key: string; readonly versionId?: string };

/** Amazon S3, whole buckets. */
export interface BucketPort {
  /** Every version of every object, and delete markers; of a bucket without versions its objects. */
  listVersions(bucket: string, signal: AbortSignal): AsyncIterable<readonly ObjectVersion[]>;
  deleteVersions(bucket: string, versions: readonly ObjectVersion[], signal: AbortSignal): Promise<void>;
  /** It must be empty. No error for one that does not exist. */
  deleteBucket(bucket: string, signal: AbortSignal): Promise<void>;
}

export type SetUpPorts = {
  readonly stacks: StackPort;
  readonly network: NetworkPort;
  readonly buckets: BucketPort;
};

/** The files of the extension that a set-up sends. */
export interface PipelineFilesPort {
  read(): Promise<PipelineFiles>;
}

export type PipelineFiles = {
  /** With the worker in it. */
  readonly template: string;
  /** The trigger's code, as AWS Lambda takes it, and a key that another code never has. */
  readonly triggerZip: Uint8Array;
  readonly triggerKey: string;
};
