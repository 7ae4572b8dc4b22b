// A name for something new.

/** `my-queue`, or `my-queue-2` … where that is taken. */
export function freeName(name: string, taken: readonly { readonly name: string }[]): string {
  const names = new Set(taken.map((one) => one.name));
  for (let number = 1; ; number += 1) {
    const free = number === 1 ? name : `${name}-${number}`;
    if (!names.has(free)) return free;
  }
}
