// Puts a property of what is selected on the clipboard, a line each.
import { AppError } from '../../core/errors';
import type { Services } from '../services';
import type { NodeResource } from '../tree/nodeKind';
import { targetNodes } from './targetNode';

export type CopyServices = Pick<Services, 'explorer' | 't' | 'ui'>;

/**
 * @param what names the property to the user
 * @throws AppError `invalid` when nothing that is selected has it.
 */
export async function copyOfNodes(
  services: CopyServices,
  target: unknown,
  selection: readonly unknown[] | undefined,
  what: string,
  propertyOf: (resource: NodeResource) => string | undefined,
): Promise<void> {
  const { explorer, t, ui } = services;
  const resources = targetNodes(services, target, selection).flatMap((node) => explorer.resourceOf(node) ?? []);
  const texts = resources.flatMap((resource) => propertyOf(resource) ?? []);
  if (texts.length === 0) throw new AppError('invalid', t('What is selected has none to copy: {0}', what));
  await ui.copy(texts.join('\n'), what);
}
