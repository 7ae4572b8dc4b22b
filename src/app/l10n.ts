// Texts in the user's language. The English text is the key; values stand in it as {0}, {1} …

/** The composition root gives VS Code's own; every text must be one literal, which a test looks up in the bundles. */
export type Translate = (text: string, ...values: readonly (string | number)[]) => string;

/** For tests and programs that have no translations. */
export const inEnglish: Translate = (text, ...values) =>
  text.replace(/\{(\d+)\}/g, (placeholder, index: string) => String(values[Number(index)] ?? placeholder));
