// Waits for a condition by looking at it, with a deadline that says what did not come true.

export async function until(
  deadlineMs: number,
  what: string,
  condition: () => boolean | Promise<boolean>,
): Promise<void> {
  const endMs = Date.now() + deadlineMs;
  for (let delayMs = 5; !(await condition()); delayMs = Math.min(delayMs * 1.5, 250)) {
    if (Date.now() > endMs) throw new Error(`Waited ${deadlineMs} ms in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, delayMs));
  }
}
