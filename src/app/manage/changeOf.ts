// The change that makes one description into another: only what differs, and only what can be changed.

type Json = Readonly<Record<string, unknown>>;

/** Members that can be changed. */
export type Changeable = {
  readonly [name: string]: {
    /** What takes it away; without it, it cannot be taken away. */
    readonly none?: unknown;
    /** Its own members. */
    readonly within?: Changeable;
    /** It can be exchanged, not added. */
    readonly isOnlyExchanged?: true;
  };
};

/** - `fixed`: it is what it is since its creation - `needed`: it can be changed, but not taken away */
export type ChangeFault = { readonly path: readonly string[]; readonly reason: 'fixed' | 'needed' };

export type Change = { readonly change: Json; readonly faults: readonly ChangeFault[] };

export function changeOf(before: Json, after: Json, changeable: Changeable): Change {
  const change: Record<string, unknown> = {};
  const faults: ChangeFault[] = [];
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  names.delete('$schema');
  for (const name of names) {
    const [was, is] = [before[name], after[name]];
    const rule = changeable[name];
    if (canonical(was) === canonical(is)) continue;
    if (rule === undefined || (rule.isOnlyExchanged && was === undefined)) {
      faults.push({ path: [name], reason: 'fixed' });
    } else if (rule.within !== undefined && isObject(is)) {
      const inner = changeOf(isObject(was) ? was : {}, is, rule.within);
      faults.push(...inner.faults.map(({ path, reason }) => ({ path: [name, ...path], reason })));
      if (Object.keys(inner.change).length > 0) change[name] = inner.change;
    } else if (is !== undefined) {
      change[name] = is;
    } else if (rule.none !== undefined) {
      change[name] = rule.none;
    } else {
      faults.push({ path: [name], reason: 'needed' });
    }
  }
  return { change, faults };
}

/** Equal for values that say the same: the order of members says nothing, and neither does what is empty. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? '' : `[${value.map(canonical).join()}]`;
  if (!isObject(value)) return value === undefined ? '' : JSON.stringify(value);
  const members = Object.entries(value)
    .map(([name, member]) => [JSON.stringify(name), canonical(member)] as const)
    .filter(([, member]) => member !== '')
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return members.length === 0 ? '' : `{${members.map((member) => member.join(':')).join()}}`;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
