// Compute environments as documents.
// https://docs.aws.amazon.com/batch/latest/APIReference/API_UpdateComputeEnvironment.html
import { documentKinds } from '../documents/documentKinds';
import { type EnvironmentDocument, ec2Only, readNewEnvironment } from '../documents/readEnvironment';
import type { RawResource, ResourceKind } from './resourceKind';
import { withoutEmpty } from './withoutEmpty';

type Resources = Readonly<Record<string, unknown>> & {
  readonly type?: string;
  readonly ec2Configuration?: readonly Readonly<Record<string, unknown>>[];
};
type Told = RawResource & { readonly computeEnvironmentName: string; readonly computeResources?: Resources };

/** What AWS Batch changes without replacing machines. */
const scaling = ['minvCpus', 'maxvCpus', 'desiredvCpus', 'scalingPolicy'];
/** Each is taken away by an empty text. */
const removable = { none: '' };

export const environmentKind: ResourceKind<EnvironmentDocument> = {
  document: documentKinds.environment,
  readNew: readNewEnvironment,
  nameOf: ({ computeEnvironmentName }) => computeEnvironmentName,
  resource: (name) => ({ kind: 'computeEnvironment', name }),

  documentOf(raw) {
    const { computeEnvironmentName, type, state, computeResources, serviceRole, tags, ...rest } = raw as Told;
    const { unmanagedvCpus, updatePolicy, ecsSettings, eksConfiguration, context } = rest;
    const resources = computeResources && type === 'MANAGED' ? resourcesOf(computeResources) : undefined;
    const ofKind = type === 'MANAGED' ? { computeResources: resources, updatePolicy } : { unmanagedvCpus };
    const others = { serviceRole, ecsSettings, eksConfiguration, context, tags };
    return { computeEnvironmentName, ...withoutEmpty({ type, state, ...ofKind, ...others }) };
  },

  normalized: (document) => document,

  changeable: {
    ...{ state: {}, serviceRole: {}, unmanagedvCpus: {}, updatePolicy: {}, ecsSettings: {}, context: {} },
    computeResources: {
      within: {
        ...{ minvCpus: {}, maxvCpus: {}, desiredvCpus: {}, scalingPolicy: {}, type: {} },
        ...{ subnets: {}, securityGroupIds: {}, allocationStrategy: {}, instanceTypes: {}, instanceRole: {} },
        ...{ bidPercentage: {}, ec2Configuration: {}, updateToLatestImageVersion: {}, managedInstancesProvider: {} },
        ...{ ec2KeyPair: removable, imageId: removable, placementGroup: removable },
        ...{ tags: { none: {} }, capacityTags: { none: {} }, launchTemplate: { none: { launchTemplateId: '' } } },
      },
    },
  },

  createDetail({ computeResources: { maxvCpus, minvCpus = 0 } = {} }, t) {
    const most = maxvCpus === undefined ? [] : [t('It may run up to {0} vCPUs at a time.', maxvCpus)];
    return minvCpus === 0 ? most : [...most, t('The {0} vCPUs that it has at least still cost money.', minvCpus)];
  },

  updateDetail({ computeResources, state }, { computeResources: before }, t) {
    const members = Object.keys(computeResources ?? {}).filter((name) => !scaling.includes(name));
    const isOnMachines = ['EC2', 'SPOT'].includes(String(before?.type));
    return [
      ...(state === 'DISABLED' ? [t('Nothing new is placed in it; jobs that run there go on.')] : []),
      ...(isOnMachines && members.length > 0
        ? [t('AWS Batch replaces its machines: updatePolicy says how long jobs may still run, else it is 30 minutes.')]
        : []),
    ];
  },

  create: (manage, request, signal) => manage.createComputeEnvironment(request, signal),
  update: (manage, name, change, signal) => manage.updateComputeEnvironment(name, { otherMembers: change }, signal),
};

/** Without what AWS Batch changes by itself, or tells of all kinds alike. */
function resourcesOf({ ec2Configuration, ...rest }: Resources): object {
  const own = { ...rest, desiredvCpus: undefined };
  const isFargate = rest.type?.startsWith('FARGATE') === true;
  const members = isFargate ? Object.entries(own).filter(([name]) => !ec2Only.includes(name)) : Object.entries(own);
  const images = ec2Configuration?.map((image) => withoutEmpty({ ...image, batchImageStatus: undefined }));
  return withoutEmpty({ ...Object.fromEntries(members), ...(!isFargate && { ec2Configuration: images }) });
}
