// What the operations on compute environments share: roles, ECS settings, and what cannot be run here.
import type { ComputeEnvironmentDetail, EcsSettings } from '@aws-sdk/client-batch';
import { checkOneOf } from './checks';

export const enabledOrDisabled = ['ENABLED', 'DISABLED'] as const;

/**
 * An environment of the engine has nothing to wait for: no instances, no roles to assume. It is VALID at once, and
 * an update or a delete is done when the call returns, where AWS goes through CREATING, UPDATING and DELETING.
 */
export const settled = {
  status: 'VALID',
  statusReason: 'ComputeEnvironment Healthy',
} as const satisfies Partial<ComputeEnvironmentDetail>;

/** The role that AWS uses, and shows, when none is given. */
export function serviceLinkedRole(accountId: string): string {
  return `arn:aws:iam::${accountId}:role/aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch`;
}

export function isServiceLinkedRole(role: string | undefined): boolean {
  return role === undefined || /(^|\/)AWSServiceRoleForBatch$/.test(role);
}

export function checkEcsSettings(settings: EcsSettings | undefined): void {
  if (settings?.containerInsights === undefined) return;
  checkOneOf('ecsSettings.containerInsights', settings.containerInsights, ['ENABLED', 'ENHANCED', 'DISABLED']);
}
