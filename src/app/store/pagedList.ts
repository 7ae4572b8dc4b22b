// One list of AWS as far as it has been read: pages are added on demand, and read anew without losing sight of them.
import { AppError } from '../../core/errors';
import type { Clock, Page } from '../ports';

export type ListSnapshot<T> = {
  readonly items: readonly T[];
  readonly hasMore: boolean;
  /** When the first page was asked for, in milliseconds since 1970; undefined: it never came. */
  readonly seenAt?: number;
  /** Why the latest look failed. The items are of an earlier one then. */
  readonly error?: AppError;
  /** When the latest look ended, in milliseconds since 1970, however it ended. */
  readonly triedAt?: number;
};

export type Refreshed = {
  readonly isChanged: boolean;
  /** Ids of items that were there and are no longer. */
  readonly lostIds: readonly string[];
};

export type PagedListOptions<T> = {
  readonly pagesAtOnce: number;
  readonly idOf: (item: T) => string;
  readonly fetchPage: (token: string | undefined) => Promise<Page<T>>;
  readonly clock: Pick<Clock, 'now'>;
  /** Called with each page that came, and the time at which it was asked for. */
  readonly onPage?: (items: readonly T[], askedAt: number) => void;
  readonly onChange: () => void;
};

/** Of more pages than these the later ones are kept as they were seen. */
const maxRefreshedPages = 5;
/** Pages without items may stand in the middle of a list; so many in a row are its end. */
const maxEmptyPages = 10;
const unchanged: Refreshed = { isChanged: false, lostIds: [] };

export class PagedList<T> {
  private pages: readonly Page<T>[] = [];
  private items: readonly T[] = [];
  private seenAt: number | undefined;
  private triedAt: number | undefined;
  private error: AppError | undefined;
  /** What was asked for before a `clear()` is not wanted when it arrives. */
  private generation = 0;
  private refreshing: Promise<Refreshed> | undefined;
  private extending: Promise<void> | undefined;

  constructor(private readonly options: PagedListOptions<T>) {}

  /** Undefined until the first look has ended. */
  get snapshot(): ListSnapshot<T> | undefined {
    if (this.triedAt === undefined) return undefined;
    const { items, seenAt, error, triedAt } = this;
    return { items, hasMore: this.pages.at(-1)?.nextToken !== undefined, seenAt, error, triedAt };
  }

  /** Reads it if it was never tried. */
  async load(): Promise<void> {
    if (this.triedAt === undefined) await this.refresh();
  }

  /** Reads the pages anew that are there. Calls at the same time share one look. */
  refresh(): Promise<Refreshed> {
    this.refreshing ??= this.after(this.extending, () => this.reread()).finally(() => (this.refreshing = undefined));
    return this.refreshing;
  }

  /** Reads what follows. Calls at the same time share one look. */
  loadMore(): Promise<void> {
    this.extending ??= this.after(this.refreshing, () => this.extend()).finally(() => (this.extending = undefined));
    return this.extending;
  }

  /** Forgets everything; what is under way will not be taken in. */
  clear(): void {
    this.generation += 1;
    [this.pages, this.items] = [[], []];
    this.seenAt = this.triedAt = this.error = undefined;
  }

  private async after<R>(other: Promise<unknown> | undefined, work: () => Promise<R>): Promise<R> {
    await other;
    return work();
  }

  private async reread(): Promise<Refreshed> {
    const { generation } = this;
    const wanted = Math.max(this.options.pagesAtOnce, Math.min(this.pages.length, maxRefreshedPages));
    const askedAt = this.options.clock.now();
    const { pages, error } = await this.fetchPages(undefined, wanted);
    if (generation !== this.generation) return unchanged;
    // A first look that broke in the middle is better than nothing; a later one is not better than what is there.
    const isTaken = error === undefined || this.pages.length === 0;
    const kept = pages.at(-1)?.nextToken === undefined ? [] : this.pages.slice(pages.length);
    if (pages.length > 0) this.seenAt = askedAt;
    return this.take(isTaken ? [...pages, ...kept] : this.pages, error);
  }

  private async extend(): Promise<void> {
    const { generation } = this;
    const token = this.pages.at(-1)?.nextToken;
    if (token === undefined) return;
    const { pages, error } = await this.fetchPages(token, this.options.pagesAtOnce);
    if (generation === this.generation) this.take([...this.pages, ...pages], error);
  }

  private async fetchPages(
    first: string | undefined,
    wanted: number,
  ): Promise<{ readonly pages: readonly Page<T>[]; readonly error?: AppError }> {
    const pages: Page<T>[] = [];
    let token = first;
    let empty = 0;
    while (pages.length - empty < wanted && empty < maxEmptyPages) {
      const askedAt = this.options.clock.now();
      try {
        const page = await this.options.fetchPage(token);
        this.options.onPage?.(page.items, askedAt);
        pages.push(page);
        if (page.items.length === 0) empty += 1;
        token = page.nextToken;
      } catch (cause) {
        if (cause instanceof AppError) return { pages, error: cause };
        throw cause;
      }
      if (token === undefined) break;
    }
    return { pages };
  }

  private take(pages: readonly Page<T>[], error: AppError | undefined): Refreshed {
    const { idOf, clock, onChange } = this.options;
    const before = this.items;
    const items = [...new Map(pages.flatMap((page) => page.items).map((item) => [idOf(item), item])).values()];
    const isChanged =
      error?.message !== this.error?.message || items.length !== before.length || textOf(items) !== textOf(before);
    const isFirst = this.triedAt === undefined;
    [this.pages, this.items, this.error, this.triedAt] = [pages, items, error, clock.now()];
    if (isChanged || isFirst) onChange();
    const ids = new Set(items.map(idOf));
    return { isChanged, lostIds: before.map(idOf).filter((id) => !ids.has(id)) };
  }
}

function textOf(items: readonly unknown[]): string {
  return JSON.stringify(items);
}
