// What components need to know of the page: its theme, its clock, the size of an element.
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { RefObject } from 'preact';

const themeListeners = new Set<() => void>();
let themeRevision = 0;

/** VS Code changes the body's classes and the root's variables. To be called once. */
export function watchTheme(): void {
  const observer = new MutationObserver(() => {
    themeRevision += 1;
    for (const listener of themeListeners) listener();
  });
  observer.observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-id'] });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style', 'class'] });
}

/** Another number whenever colours may have changed: canvases are drawn again. */
export function useThemeRevision(): number {
  const [revision, setRevision] = useState(themeRevision);
  useEffect(() => {
    const listener = (): void => setRevision(themeRevision);
    themeListeners.add(listener);
    listener();
    return () => void themeListeners.delete(listener);
  }, []);
  return revision;
}

/** The host's clock: goes on by the second while something runs and the page is seen. */
export function useNow(clockAheadMs: number, isTicking: boolean): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    setNow(Date.now());
    if (!isTicking) return;
    const timer = setInterval(() => {
      if (!document.hidden) setNow(Date.now());
    }, 1_000);
    return () => clearInterval(timer);
  }, [isTicking, clockAheadMs]);
  return now + clockAheadMs;
}

export type Size = { readonly width: number; readonly height: number };

/** In CSS pixels, without the border; follows the element, and the zoom. */
export function useSize(ref: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const measure = (): void => {
      const { clientWidth: width, clientHeight: height } = element;
      setSize((before) => (before.width === width && before.height === height ? before : { width, height }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return size;
}

/** Changes when the window moves to a screen of another resolution, or is zoomed. */
export function usePixelRatio(): number {
  const [ratio, setRatio] = useState(devicePixelRatio);
  useEffect(() => {
    const query = matchMedia(`(resolution: ${ratio}dppx)`);
    const listener = (): void => setRatio(devicePixelRatio);
    query.addEventListener('change', listener);
    return () => query.removeEventListener('change', listener);
  }, [ratio]);
  return ratio;
}

/** An effect of a change: not of the first time. */
export function useUpdateEffect(effect: () => void, inputs: readonly unknown[]): void {
  const isFirst = useRef(true);
  useEffect(() => {
    if (!isFirst.current) effect();
    isFirst.current = false;
  }, inputs);
}
