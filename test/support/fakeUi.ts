// A user by script: answers each prompt in turn, and keeps what was shown.
import assert from 'node:assert/strict';
import { UserCancelled } from '../../src/app/commands/userCancelled';
import {
  type DocumentSource,
  type InputOptions,
  type NoticeAction,
  type PickItem,
  type Progress,
  StepBack,
  type StepOptions,
  type Ui,
} from '../../src/app/ui';

/** What one prompt is answered with; a text that is a label or a part of it, typed text, or one of the words below. */
export type Answer =
  | { readonly pick: string }
  | { readonly pickMany: readonly string[] }
  | { readonly type: string }
  /** The text that the input has already; the items of a list that are ticked already. */
  | 'enter'
  /** The first item of a pick. */
  | 'first'
  /** Closes the prompt. */
  | 'escape'
  | 'back'
  /** Of a question. */
  | { readonly choose: string };

export type ShownPick = {
  readonly title: string;
  readonly options: StepOptions;
  readonly items: readonly PickItem<unknown>[];
};

export type Notice = {
  readonly level: 'info' | 'warning';
  readonly message: string;
  readonly actions: readonly NoticeAction[];
};

export class FakeUi implements Ui {
  answers: Answer[] = [];
  readonly picks: ShownPick[] = [];
  readonly inputs: InputOptions[] = [];
  readonly questions: { readonly question: string; readonly detail?: string; readonly labels: readonly string[] }[] =
    [];
  readonly notices: Notice[] = [];
  readonly documents: DocumentSource[] = [];
  readonly progress: { readonly title: string; readonly messages: string[] }[] = [];
  readonly copied: string[] = [];
  readonly opened: string[] = [];
  readonly terminals: { readonly name: string; readonly environment: Readonly<Record<string, string | undefined>> }[] =
    [];
  /** Programs with their parameters that were run in a terminal. */
  readonly ran: (readonly string[])[] = [];
  /** What they end with. */
  exitCode: number | undefined = 0;
  saveLocation: string | undefined;
  /** Called at each report; aborting is what the Cancel button does. */
  onProgress: (message: string, cancel: () => void) => void = () => undefined;

  readonly marked: string[] = [];

  markDone(step: string): void {
    this.marked.push(step);
  }

  /** @throws AssertionError when a script says more than was asked. */
  assertAllAnswered(): void {
    assert.deepEqual(this.answers, [], 'prompts that never came');
  }

  async pick<T>(given: readonly PickItem<T>[] | Promise<readonly PickItem<T>[]>, options: StepOptions): Promise<T> {
    const items = await given;
    this.picks.push({ title: options.title, options, items });
    const answer = this.next(`the pick "${options.title}" of: ${items.map(({ label }) => label).join(' | ')}`, options);
    const chosen =
      answer === 'first'
        ? items[0]
        : typeof answer === 'object' && 'pick' in answer
          ? find(items, answer.pick)
          : undefined;
    assert.ok(
      chosen,
      `${JSON.stringify(answer)} is no item of "${options.title}": ${items.map(({ label }) => label).join(' | ')}`,
    );
    return chosen.value;
  }

  async pickMany<T>(
    given: readonly PickItem<T>[] | Promise<readonly PickItem<T>[]>,
    options: StepOptions,
  ): Promise<readonly T[]> {
    const items = await given;
    this.picks.push({ title: options.title, options, items });
    const answer = this.next(`the picks "${options.title}"`, options);
    if (answer === 'enter') return items.filter(({ isPreselected }) => isPreselected).map(({ value }) => value);
    assert.ok(typeof answer === 'object' && 'pickMany' in answer, `${JSON.stringify(answer)} answers no list`);
    return answer.pickMany.map((label) => {
      const chosen = find(items, label);
      assert.ok(chosen, `"${label}" is no item of "${options.title}"`);
      return chosen.value;
    });
  }

  async input(options: InputOptions): Promise<string> {
    await Promise.resolve();
    this.inputs.push(options);
    const answer = this.next(`the input "${options.title}"`, options);
    const value =
      answer === 'enter'
        ? (options.value ?? '')
        : typeof answer === 'object' && 'type' in answer
          ? answer.type
          : undefined;
    assert.ok(value !== undefined, `${JSON.stringify(answer)} is no text for "${options.title}"`);
    const fault = options.validate?.(value);
    // A user whose text is refused types another.
    return fault === undefined ? value : this.input({ ...options, prompt: fault });
  }

  async confirm(question: string, options: { readonly detail?: string; readonly action: string }): Promise<void> {
    await this.choose(question, { ...options, actions: [{ label: options.action, value: undefined }] });
  }

  async choose<T>(
    question: string,
    options: { readonly detail?: string; readonly actions: readonly { readonly label: string; readonly value: T }[] },
  ): Promise<T> {
    await Promise.resolve();
    const labels = options.actions.map(({ label }) => label);
    this.questions.push({ question, detail: options.detail, labels });
    const answer = this.next(`the question "${question}"`, { title: question });
    const wanted = typeof answer === 'object' && 'choose' in answer ? answer.choose : '';
    const chosen = options.actions.find(({ label }) => label === wanted);
    assert.ok(chosen, `${JSON.stringify(answer)} is no answer to "${question}": ${labels.join(' | ')}`);
    return chosen.value;
  }

  inform(message: string, ...actions: readonly NoticeAction[]): void {
    this.notices.push({ level: 'info', message, actions });
  }

  warn(message: string, ...actions: readonly NoticeAction[]): void {
    this.notices.push({ level: 'warning', message, actions });
  }

  async withProgress<T>(title: string, task: (progress: Progress, signal: AbortSignal) => Promise<T>): Promise<T> {
    const abort = new AbortController();
    const messages: string[] = [];
    this.progress.push({ title, messages });
    const report = (message: string): void => {
      messages.push(message);
      this.onProgress(message, () => abort.abort(new UserCancelled()));
    };
    return task({ report }, abort.signal);
  }

  openDocument(source: DocumentSource): Promise<void> {
    this.documents.push(source);
    return Promise.resolve();
  }

  copy(text: string): Promise<void> {
    this.copied.push(text);
    return Promise.resolve();
  }

  openExternal(url: string): Promise<void> {
    this.opened.push(url);
    return Promise.resolve();
  }

  openTerminal(name: string, environment: Readonly<Record<string, string | undefined>>): void {
    this.terminals.push({ name, environment });
  }

  runInTerminal(_name: string, program: string, parameters: readonly string[]): Promise<number | undefined> {
    this.ran.push([program, ...parameters]);
    return Promise.resolve(this.exitCode);
  }

  askSaveLocation(suggestedName: string): Promise<string> {
    if (this.saveLocation === undefined) return Promise.reject(new UserCancelled());
    return Promise.resolve(this.saveLocation.replace('{name}', suggestedName));
  }

  private next(prompt: string, options: StepOptions): Exclude<Answer, 'escape' | 'back'> {
    const answer = this.answers.shift();
    assert.ok(answer !== undefined, `the script has no answer for ${prompt}`);
    if (answer === 'escape') throw new UserCancelled();
    if (answer !== 'back') return answer;
    assert.equal(options.canGoBack, true, `${prompt} has no Back button`);
    throw new StepBack();
  }
}

function find<T>(items: readonly PickItem<T>[], text: string): PickItem<T> | undefined {
  return items.find(({ label }) => label === text) ?? items.find(({ label }) => label.includes(text));
}
