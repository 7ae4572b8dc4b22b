// CloudFormation's states and failures in words.
import type { Translate } from '../l10n';
import type { ChangeSet, ResourceChange, StackEvent } from './setUpPorts';

export type StackState = 'ready' | 'busy' | 'rollBackFirst' | 'deleteFirst';

/** What can be done with a stack in this state. */
export function stackStateOf(status: string): StackState {
  if (status === 'REVIEW_IN_PROGRESS') return 'deleteFirst';
  if (status.endsWith('_IN_PROGRESS')) return 'busy';
  if (status === 'UPDATE_FAILED') return 'rollBackFirst';
  if (status === 'ROLLBACK_COMPLETE' || status.endsWith('_FAILED')) return 'deleteFirst';
  return 'ready';
}

const stackType = 'AWS::CloudFormation::Stack';

/** The newest state of the stack itself, among events from the oldest to the newest. */
export function stackStatusIn(events: readonly StackEvent[]): string | undefined {
  return events.findLast(({ resourceType }) => resourceType === stackType)?.status;
}

/** Something was begun with the stack itself: what AWS does then by itself has other states. */
export function isBegin({ resourceType, status }: StackEvent): boolean {
  return resourceType === stackType && /^(CREATE|UPDATE|DELETE)_IN_PROGRESS$/.test(status);
}

/** What failed first: the others were only cancelled because of it. */
export function firstFailure(events: readonly StackEvent[]): StackEvent | undefined {
  const failed = events.filter(({ status }) => status.endsWith('_FAILED'));
  return (
    failed.find(({ reason = '', resourceType }) => resourceType !== stackType && !/cancell?ed/i.test(reason)) ??
    failed[0]
  );
}

export function failureText({ logicalId, resourceType, reason }: StackEvent, t: Translate): string {
  const said = reason ?? t('AWS gives no reason.');
  return [`${logicalId} (${resourceType}): ${said}`, hintFor(said, t)].filter((line) => line !== '').join('\n');
}

/** Empty when nothing is known that helps. */
export function hintFor(reason: string, t: Translate): string {
  if (/not authorized|access ?denied|unauthorized|forbidden/i.test(reason)) return deniedHint(t);
  if (/already exists|alreadyexists|is taken/i.test(reason))
    return t('The name is taken: set up under another name, or remove what has it.');
  if (/limit|quota|maximum number/i.test(reason))
    return t('A quota of the account is reached: remove what is not used, or raise it in Service Quotas.');
  if (/subnet|vpc|security ?group/i.test(reason)) return t('Choose another VPC or other subnets.');
  if (/not empty/i.test(reason)) return t('Empty it first.');
  if (/in use|found existing|relationship|dependent/i.test(reason))
    return t('Something else still uses it: end the jobs and disable the queues that do, then try again.');
  return '';
}

export function deniedHint(t: Translate): string {
  return t('You may not do this: ask whoever keeps the account for the action that AWS names here.');
}

export function goesOnText(stackName: string, t: Translate): string {
  return t('AWS goes on with {0} by itself; the same command tells later what came of it.', stackName);
}

/** Nothing differs: CloudFormation calls that a failure. */
export function changesNothing({ status, statusReason = '' }: ChangeSet): boolean {
  return status === 'FAILED' && /didn't contain changes|no updates are to be performed/i.test(statusReason);
}

/** A line for each change, what is replaced first: there something may be lost. */
export function changesText(changes: readonly ResourceChange[], t: Translate): string {
  const groups: readonly (readonly [title: string, belongs: (change: ResourceChange) => boolean])[] = [
    [t('Removes'), ({ action }) => action === 'Remove'],
    [t('Replaces'), (change) => change.action === 'Modify' && change.replacement === 'True'],
    [t('Replaces, if AWS must'), (change) => change.action === 'Modify' && change.replacement === 'Conditional'],
    [t('Changes'), (change) => change.action === 'Modify' && (change.replacement ?? 'False') === 'False'],
    [t('Adds'), ({ action }) => action === 'Add' || action === 'Import' || action === 'Dynamic'],
  ];
  // Emulators may tell of none.
  if (changes.length === 0) return t('What changes is not told here.');
  return groups
    .map(([title, belongs]) => [title, changes.filter(belongs).map(({ logicalId }) => logicalId)] as const)
    .filter(([, names]) => names.length > 0)
    .map(([title, names]) => `${title}: ${names.join(', ')}`)
    .join('\n');
}
