// Why children failed: one row a reason, which selects its children.
import type { FailureGroup } from '../app/runPanel/protocol';
import type { UiAction } from './state';
import { text } from './texts';

type Props = {
  readonly groups: readonly FailureGroup[];
  readonly selected: readonly number[];
  readonly dispatch: (action: UiAction) => void;
};

const fewShown = 12;

export function FailureGroups({ groups, selected, dispatch }: Props) {
  if (groups.length === 0) return <p class="empty">{text('noReasons')}</p>;
  const most = Math.max(...groups.map(({ indexes }) => indexes.length));
  return (
    <ul class="reasons" aria-label={text('reasonsOf')}>
      {groups.map((group) => {
        const { id, indexes } = group;
        const isSelected = indexes.length === selected.length && indexes.every((index) => selected.includes(index));
        return (
          <li key={id}>
            <button
              type="button"
              class="reason"
              aria-pressed={isSelected}
              onClick={() => dispatch({ type: 'selectMany', indexes })}
            >
              <span class="reason-count number">
                {indexes.length === 1 ? text('reasonCountOne') : text('reasonCount', indexes.length)}
              </span>
              <span class="reason-text">
                <bdi>{group.text}</bdi>
              </span>
              <span class="reason-bar" aria-hidden="true">
                <span style={{ width: `${(100 * indexes.length) / most}%` }} />
              </span>
              <span class="reason-indexes">{listed(indexes)}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

function listed(indexes: readonly number[]): string {
  const few = indexes.slice(0, fewShown).join(', ');
  return indexes.length > fewShown ? `${few}, …` : few;
}
