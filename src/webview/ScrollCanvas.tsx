// A list of children drawn on a canvas that scrolls: one tab stop, named for a screen reader, with a card that hovers.
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { usePixelRatio, useSize } from './hooks';
import { px } from './virtualRows';

export type View = {
  readonly width: number;
  readonly height: number;
  readonly scrollTop: number;
};

type Props = {
  readonly label: string;
  readonly class: string;
  /** Where the keyboard is, as spoken. */
  readonly active: {
    readonly text: string;
    readonly position: number;
    readonly count: number;
    readonly isSelected: boolean;
  };
  /** Called while rendering, with the room there is. */
  readonly contentHeight: (view: Omit<View, 'scrollTop'>) => number;
  readonly draw: (context: CanvasRenderingContext2D, view: View, hovered: number | undefined) => void;
  /** The child at a point of the canvas. */
  readonly hit: (x: number, y: number, view: View) => number | undefined;
  readonly card: (index: number) => ComponentChildren;
  readonly onPick: (index: number, event: MouseEvent) => void;
  readonly onKey: (event: KeyboardEvent, view: View) => void;
  /** What must be seen; when it changes the view scrolls there. */
  readonly reveal: (view: View) => number;
  readonly revealKey: unknown;
};

type Hover = { readonly index: number; readonly x: number; readonly y: number };

export function ScrollCanvas(props: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = useSize(scroller);
  const ratio = usePixelRatio();
  const optionId = useId();
  const [hover, setHover] = useState<Hover>();
  // Asking the element would make the browser lay out the page at once.
  const scrollTop = useRef(0);
  const viewNow = (): View => ({ ...size, scrollTop: scrollTop.current });

  const paint = (): void => {
    const context = canvas.current?.getContext('2d');
    if (!context || size.width === 0) return;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, size.width, size.height);
    props.draw(context, viewNow(), hover?.index);
  };
  useLayoutEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    const [width, height] = [Math.round(size.width * ratio), Math.round(size.height * ratio)];
    // Setting them clears the canvas, even to what they are.
    if (element.width !== width) element.width = width;
    if (element.height !== height) element.height = height;
    element.style.width = `${size.width}px`;
    element.style.height = `${size.height}px`;
    paint();
  });
  useEffect(() => {
    const element = scroller.current;
    if (element === null || size.height === 0) return;
    const wanted = props.reveal(viewNow());
    if (wanted !== scrollTop.current) element.scrollTop = wanted;
  }, [props.revealKey, size.height > 0]);

  const at = (event: MouseEvent): number | undefined => {
    const box = canvas.current?.getBoundingClientRect();
    return box === undefined ? undefined : props.hit(event.clientX - box.left, event.clientY - box.top, viewNow());
  };
  const onMove = (event: MouseEvent): void => {
    const index = at(event);
    // The card stays while the pointer is on the same child: all is drawn anew only for another one.
    setHover((before) => {
      if (index === undefined) return undefined;
      return before?.index === index ? before : { index, x: event.clientX, y: event.clientY };
    });
  };
  const contentHeight = props.contentHeight(size);
  return (
    <div class={`scroll-canvas ${props.class}`}>
      <div
        ref={scroller}
        class="scroller"
        role="listbox"
        aria-multiselectable="true"
        aria-label={props.label}
        aria-activedescendant={optionId}
        tabIndex={0}
        onScroll={(event) => {
          scrollTop.current = event.currentTarget.scrollTop;
          setHover(undefined);
          paint();
        }}
        onMouseMove={onMove}
        onMouseLeave={() => setHover(undefined)}
        onMouseDown={(event) => {
          const index = event.button === 0 ? at(event) : undefined;
          if (index !== undefined) props.onPick(index, event);
        }}
        onKeyDown={(event) => props.onKey(event, viewNow())}
      >
        <div
          id={optionId}
          class="spoken"
          role="option"
          aria-selected={props.active.isSelected}
          aria-posinset={props.active.position}
          aria-setsize={props.active.count}
        >
          {props.active.text}
        </div>
        <canvas ref={canvas} role="presentation" />
        <div role="presentation" style={{ height: px(Math.max(0, contentHeight - size.height)) }} />
      </div>
      {hover !== undefined && <Card {...hover}>{props.card(hover.index)}</Card>}
    </div>
  );
}

/** Beside the pointer, within the window. Whoever uses the keyboard hears and sees the same elsewhere. */
function Card({ x, y, children }: Hover & { readonly children: ComponentChildren }) {
  const card = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = card.current;
    if (element === null) return;
    const { offsetWidth, offsetHeight } = element;
    const left = x + 14 + offsetWidth > innerWidth ? x - offsetWidth - 10 : x + 14;
    const top = y + 18 + offsetHeight > innerHeight ? y - offsetHeight - 10 : y + 18;
    element.style.left = `${Math.max(2, left)}px`;
    element.style.top = `${Math.max(2, top)}px`;
  });
  return (
    <div ref={card} class="card" aria-hidden="true">
      {children}
    </div>
  );
}
