// Says aloud, to a screen reader, what changed: states and jumps, not every tick.
import { useEffect, useRef, useState } from 'preact/hooks';
import { factsOf, filterChildren } from './childFacts';
import type { State } from './state';
import { text } from './texts';

export function Announcer({ state }: { readonly state: State }) {
  const { job, children, ui, clockAheadMs } = state;
  const [said, setSaid] = useState('');
  const isFirst = useRef(true);
  const say = (message: string): void => {
    if (!isFirst.current) setSaid(message);
  };
  const [name, statusText] = [job?.name ?? '', job?.statusText ?? ''];
  useEffect(() => say(text('announceStatus', name, statusText)), [name, statusText]);
  const { filter, cursor, selected } = ui;
  useEffect(() => {
    if (children !== undefined) {
      say(text('announceFilter', filterChildren(children, filter).length, children.letters.length));
    }
  }, [filter]);
  useEffect(() => {
    if (children === undefined) return;
    const facts = factsOf(children, cursor, Date.now() + clockAheadMs);
    say(
      selected.length > 1
        ? text('selectedCount', selected.length)
        : `${text('child', String(cursor))}, ${facts.join(', ')}`,
    );
  }, [selected]);
  useEffect(() => {
    isFirst.current = false;
  }, []);
  return (
    <div class="spoken" aria-live="polite" role="status">
      {said}
    </div>
  );
}
