// Asks by which name or states to filter what a node holds.
import { AppError } from '../../core/errors';
import type { Services } from '../services';
import type { Node } from '../tree/node';
import { jobIcon, statusLabel } from '../tree/statusText';
import type { Command } from './command';
import { targetNode } from './targetNode';

type Needs = Pick<Services, 'explorer' | 't' | 'ui'>;

export const filterList: Command<Needs> = async (services, target) => {
  const { explorer, t } = services;
  const node = targetNode(services, target);
  const { byName, statuses } = explorer.filtersOf(node);
  if (!byName && statuses.length === 0) throw new AppError('invalid', t('What is selected holds nothing to filter.'));
  const isByName = byName && (statuses.length === 0 || (await chooseByName(services)));
  if (isByName) await filterByName(services, node);
  else await filterByStatus(services, node, statuses);
};

function chooseByName({ t, ui }: Needs): Promise<boolean> {
  return ui.pick(
    [
      { label: t('By name…'), icon: 'case-sensitive', value: true },
      { label: t('By state…'), icon: 'checklist', value: false },
    ],
    { title: t('Filter') },
  );
}

async function filterByName({ explorer, t, ui }: Needs, node: Node): Promise<void> {
  const options = explorer.optionsOf(node);
  const text = await ui.input({
    title: t('Filter by Name'),
    prompt: t('A part of the name; empty shows all again.'),
    value: options.text,
  });
  await explorer.setOptions(node, { ...options, text: text.trim() === '' ? undefined : text.trim() });
}

async function filterByStatus({ explorer, t, ui }: Needs, node: Node, statuses: readonly string[]): Promise<void> {
  const options = explorer.optionsOf(node);
  const chosen = await ui.pickMany(
    statuses.map((status) => ({
      label: statusLabel(status),
      icon: jobIcon(status).name,
      value: status,
      isPreselected: options.statuses?.includes(status) ?? false,
    })),
    { title: t('Filter by State'), placeholder: t('None shows all again.') },
  );
  const isAll = chosen.length === 0 || chosen.length === statuses.length;
  await explorer.setOptions(node, { ...options, statuses: isAll ? undefined : chosen });
}
