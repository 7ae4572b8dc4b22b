// The difference of two requests in lines: which member was what and is what now. Values of variables may be secrets.

const hidden = '…';
const maxValueLength = 100;

/** A member that is new or gone is undefined on one side. */
export type Difference = { readonly path: string; readonly was?: string; readonly is?: string };

/** `timeout.attemptDurationSeconds: 60 → 120`; a member that is new or gone has `–` on one side. */
export function differenceLines(before: unknown, after: unknown): readonly string[] {
  return differencesOf(before, after).map(({ path, was, is }) => {
    const isHidden = path.includes('environment.');
    const shown = (text: string | undefined): string =>
      text === undefined ? '–' : isHidden ? hidden : shortened(text);
    return `${path}: ${shown(was)} → ${shown(is)}`;
  });
}

/** With values as they are. */
export function differencesOf(before: unknown, after: unknown): readonly Difference[] {
  const [old, now] = [leavesOf(before), leavesOf(after)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .map((path) => ({ path, was: old.get(path), is: now.get(path) }))
    .filter(({ was, is }) => was !== is);
}

/** Each value under its path. Lists of named things go by their names, so that a new one in front changes no other. */
function leavesOf(value: unknown): ReadonlyMap<string, string> {
  const leaves = new Map<string, string>();
  const visit = (part: unknown, path: string): void => {
    if (Array.isArray(part) && part.every(isKeyed)) {
      for (const item of part) visit(withoutKey(item), join(path, keyOf(item)));
    } else if (typeof part === 'object' && part !== null && !Array.isArray(part)) {
      for (const [name, member] of Object.entries(part)) if (member !== undefined) visit(member, join(path, name));
    } else {
      leaves.set(path, typeof part === 'string' ? part : JSON.stringify(part));
    }
  };
  visit(value, '');
  return leaves;
}

type Keyed = { readonly name?: string; readonly type?: string; readonly value?: unknown };

function isKeyed(item: unknown): item is Keyed {
  return typeof item === 'object' && item !== null && keyOf(item) !== '';
}

function keyOf({ name, type }: Keyed): string {
  return name ?? type ?? '';
}

function withoutKey(item: Keyed): unknown {
  if ('value' in item) return item.value;
  return { ...item, name: undefined };
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

function shortened(text: string): string {
  return text.length > maxValueLength ? `${text.slice(0, maxValueLength)}…` : text;
}
