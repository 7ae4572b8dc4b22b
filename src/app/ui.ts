// What the app asks of the user's screen. Prompts that are closed throw UserCancelled.

export type PickItem<T> = {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  /** Name of a codicon, e.g. `server-process`. */
  readonly icon?: string;
  readonly value: T;
  /** The one that is chosen at first (used last). */
  readonly isPreselected?: boolean;
  /** Items of equal groups that follow each other stand under one heading. */
  readonly group?: string;
};

export type StepOptions = {
  readonly title: string;
  readonly placeholder?: string;
  /** In a sequence of prompts, from 1. */
  readonly step?: number;
  readonly totalSteps?: number;
  /** Shows a Back button; when it is used the prompt throws StepBack. See steps.ts. */
  readonly canGoBack?: boolean;
};

/** Thrown by a prompt whose Back button was used. */
export class StepBack extends Error {
  constructor() {
    super('Back.');
    this.name = 'StepBack';
  }
}

export type InputOptions = StepOptions & {
  readonly prompt?: string;
  readonly value?: string;
  readonly isSecret?: boolean;
  /** The text of what is wrong, undefined when it is right. */
  readonly validate?: (value: string) => string | undefined;
};

export type Progress = {
  /** @param percent of the whole, 0 to 100; undefined where it cannot be told. */
  report(message: string, percent?: number): void;
};

/** A read-only document. Its content may be fetched again (`refresh`) while it is open. */
export type DocumentSource = {
  /** The same id: the same document, brought to the front. */
  readonly id: string;
  /** Shown in its tab, e.g. `color-split.json`. */
  readonly name: string;
  readonly language: 'json' | 'shellscript' | 'log' | 'plaintext' | 'markdown';
  read(signal: AbortSignal): Promise<string>;
  /**
   * For a document that grows: called while it is shown, until the signal is aborted (it was closed). `append` adds text.
   */
  follow?(append: (text: string) => void, signal: AbortSignal): Promise<void>;
};

export type NoticeAction = { readonly label: string; readonly run: () => void | Promise<void> };

export interface Ui {
  pick<T>(items: readonly PickItem<T>[] | Promise<readonly PickItem<T>[]>, options: StepOptions): Promise<T>;
  pickMany<T>(
    items: readonly PickItem<T>[] | Promise<readonly PickItem<T>[]>,
    options: StepOptions,
  ): Promise<readonly T[]>;
  input(options: InputOptions): Promise<string>;
  /** A modal question. @throws UserCancelled unless the action was chosen. */
  confirm(question: string, options: { readonly detail?: string; readonly action: string }): Promise<void>;
  /** A modal question with several answers. @throws UserCancelled when none was chosen. */
  choose<T>(
    question: string,
    options: { readonly detail?: string; readonly actions: readonly { readonly label: string; readonly value: T }[] },
  ): Promise<T>;
  /** Says that something the user asked for is done. Returns at once. */
  inform(message: string, ...actions: readonly NoticeAction[]): void;
  warn(message: string, ...actions: readonly NoticeAction[]): void;
  /** Shows progress with a Cancel button, which aborts the signal. */
  withProgress<T>(title: string, task: (progress: Progress, signal: AbortSignal) => Promise<T>): Promise<T>;
  openDocument(source: DocumentSource): Promise<void>;
  /** Puts the text on the clipboard and says what it was. */
  copy(text: string, what: string): Promise<void>;
  openExternal(url: string): Promise<void>;
  /** @param environment over the one of VS Code; undefined removes a variable. */
  openTerminal(name: string, environment: Readonly<Record<string, string | undefined>>): void;
  /**
   * Runs a command in a terminal of its own, in front of the user.
   * @returns its exit code when it has ended; undefined when that cannot be told.
   */
  runInTerminal(name: string, program: string, parameters: readonly string[]): Promise<number | undefined>;
  /** A step of the walkthrough that counts only when it was really done: a command alone may have been cancelled. */
  markDone(step: 'submitPipeline'): void;
  /** A place on disk chosen by the user, as a URI; undefined is never returned. */
  askSaveLocation(suggestedName: string, title: string): Promise<string>;
}
