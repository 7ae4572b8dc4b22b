// What the schemas of the ledger's lines are made of.
import * as v from 'valibot';

/** Milliseconds since 1970. */
export const time = v.pipe(v.number(), v.finite());
export const text = v.string();

/** Members that a newer version has added stay in what is read, and so in what is written again; types do not know them. */
export function known<const Entries extends v.ObjectEntries>(entries: Entries): v.ObjectSchema<Entries, undefined> {
  return v.looseObject(entries) as unknown as v.ObjectSchema<Entries, undefined>;
}
