// The signal of work that must not stop half-way: cleaning up, and calls whose outcome must be known.

export const neverAborted = new AbortController().signal;
