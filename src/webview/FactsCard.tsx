// What is known of one child, in the card that hovers and beside the log.
import { statusClass } from './childStates';
import { text } from './texts';

type Props = { readonly index: number; readonly facts: readonly string[]; readonly letter: string | undefined };

export function FactsCard({ index, facts, letter = '.' }: Props) {
  const [state = '', ...others] = facts;
  return (
    <>
      <div class="card-title">
        {text('child', String(index))} <StateMark letter={letter} /> {state}
      </div>
      {others.map((fact) => (
        <div key={fact}>{fact}</div>
      ))}
    </>
  );
}

/** A small square with the state's colour and letter, as a cell of the grid. */
export function StateMark({ letter }: { readonly letter: string }) {
  return (
    <span class={`mark state-${statusClass(letter)}`} aria-hidden="true">
      {letter === '.' ? '' : letter}
    </span>
  );
}
