// Which rows of a long list are in view, and how a row is brought into view.
export type Window = { readonly first: number; readonly end: number };

/** A few rows beyond both edges, so that scrolling shows no gap before the next frame. */
export function rowsInView(scrollTop: number, height: number, rowHeight: number, total: number, beyond = 6): Window {
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - beyond);
  const end = Math.min(total, Math.ceil((scrollTop + height) / rowHeight) + beyond);
  return { first: Math.min(first, Math.max(0, total - 1)), end: Math.max(end, 0) };
}

/** The scroll position that shows a row whole, moved no further than needed. */
export function scrollToShow(row: number, scrollTop: number, height: number, rowHeight: number): number {
  const top = row * rowHeight;
  if (top < scrollTop) return top;
  return top + rowHeight > scrollTop + height ? top + rowHeight - height : scrollTop;
}

/** A length for a style: no unit is added to a number. */
export function px(length: number): string {
  return `${length}px`;
}
