// Searches the log in slices between frames, and goes on as lines come.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { LogBuffer } from './logBuffer';
import { LogSearch, stepMatch } from './logSearch';

const sliceMs = 8;

export type FoundLines = {
  readonly count: number;
  /** The line that is shown as the current match. */
  readonly current: number | undefined;
  /** From 1; 0: none is current. */
  readonly position: number;
  readonly step: (direction: 1 | -1) => void;
};

/** @param from Where the search begins when there is no current match yet. */
export function useLogSearch(buffer: LogBuffer, query: string, selectionId: number, from: () => number): FoundLines {
  const search = useRef<LogSearch | undefined>(undefined);
  const [, setRevision] = useState(0);
  const [current, setCurrent] = useState<number>();
  useEffect(() => {
    search.current = query === '' ? undefined : new LogSearch(query, buffer);
    setCurrent(undefined);
    setRevision((before) => before + 1);
  }, [query, selectionId]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const goOn = (): void => {
      const until = performance.now() + sliceMs;
      const before = search.current?.matches.length;
      const isDone = search.current?.scan(buffer, () => performance.now() > until) ?? true;
      if (search.current?.matches.length !== before) setRevision((revision) => revision + 1);
      timer = isDone ? undefined : setTimeout(goOn);
    };
    goOn();
    return () => clearTimeout(timer);
  }, [query, selectionId, buffer]);
  const matches = search.current?.matches ?? [];
  return {
    count: matches.length,
    current,
    position: current === undefined ? 0 : matches.indexOf(current) + 1,
    step: (direction) => {
      const start = current ?? from() - direction;
      setCurrent(stepMatch(search.current?.matches ?? [], start, direction));
    },
  };
}
