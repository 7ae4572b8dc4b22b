// How many children are in which state: each count is a switch of the filter, and all of them the grid's legend.
import { stateOrder, statusOf } from './childStates';
import { StateMark } from './FactsCard';
import type { UiAction } from './state';
import { countText, text } from './texts';

type Props = {
  readonly counts: Readonly<Record<string, number>>;
  readonly total: number;
  readonly filter: string;
  readonly dispatch: (action: UiAction) => void;
};

export function CountsBar({ counts, total, filter, dispatch }: Props) {
  const shown = stateOrder.filter((letter) => (counts[letter] ?? 0) > 0 || filter.includes(letter));
  return (
    <div class="counts" role="group" aria-label={text('counts')}>
      <button type="button" class="count" aria-pressed={filter === ''} onClick={() => dispatch({ type: 'showAll' })}>
        {text('allChildren')} <span class="number">{countText(total)}</span>
      </button>
      {shown.map((letter) => (
        <button
          key={letter}
          type="button"
          class="count"
          aria-pressed={filter.includes(letter)}
          onClick={(event) => {
            dispatch({ type: 'filter', letter, isAdded: event.ctrlKey || event.metaKey || event.shiftKey });
          }}
        >
          <StateMark letter={letter} />
          {statusOf(letter)} <span class="number">{countText(counts[letter] ?? 0)}</span>
        </button>
      ))}
    </div>
  );
}
