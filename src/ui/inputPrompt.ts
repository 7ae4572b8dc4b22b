// Asks for a line of text, says what is wrong with it while it is typed, and keeps a secret covered.
import * as vscode from 'vscode';
import { UserCancelled } from '../app/commands/userCancelled';
import { type InputOptions, StepBack } from '../app/ui';

/** @throws UserCancelled, StepBack */
export function inputPrompt(options: InputOptions): Promise<string> {
  const box = vscode.window.createInputBox();
  box.title = options.title;
  box.placeholder = options.placeholder;
  box.prompt = options.prompt;
  box.step = options.step;
  box.totalSteps = options.totalSteps;
  box.value = options.value ?? '';
  box.password = options.isSecret ?? false;
  // A key is often fetched from another window.
  box.ignoreFocusOut = true;
  box.buttons = options.canGoBack === true ? [vscode.QuickInputButtons.Back] : [];
  const check = (): boolean => {
    box.validationMessage = options.validate?.(box.value);
    return box.validationMessage === undefined;
  };
  return new Promise<string>((resolve, reject) => {
    box.onDidChangeValue(check);
    box.onDidAccept(() => {
      if (check()) resolve(box.value);
    });
    box.onDidTriggerButton(() => reject(new StepBack()));
    box.onDidHide(() => reject(new UserCancelled()));
    box.show();
  }).finally(() => box.dispose());
}
