// The node that a command works on: what was clicked, or else what is selected in the view.
import { AppError } from '../../core/errors';
import type { Services } from '../services';
import { isNode } from '../tree';
import type { Node } from '../tree/node';

type Needs = Pick<Services, 'explorer' | 't'>;

/** @throws AppError `invalid` when nothing of the view is meant. */
export function targetNode({ explorer, t }: Needs, target: unknown): Node {
  const node = isNode(target) ? target : explorer.selection[0];
  if (node === undefined) throw new AppError('invalid', t('Select something in the AWS Batch view first.'));
  return node;
}

/** @throws AppError `invalid` when nothing of the view is meant. */
export function targetNodes(
  services: Needs,
  target: unknown,
  selection: readonly unknown[] | undefined,
): readonly Node[] {
  const selected = selection?.filter(isNode) ?? [];
  if (selected.length > 0) return selected;
  if (!isNode(target) && services.explorer.selection.length > 0) return services.explorer.selection;
  return [targetNode(services, target)];
}
