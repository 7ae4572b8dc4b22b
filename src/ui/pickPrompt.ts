// The pickers: one item, or several; with headings, a Back button, and items that may still be on their way.
import * as vscode from 'vscode';
import { UserCancelled } from '../app/commands/userCancelled';
import { type PickItem, StepBack, type StepOptions } from '../app/ui';

type Row<T> = vscode.QuickPickItem & { readonly item?: PickItem<T> };
type Items<T> = readonly PickItem<T>[] | Promise<readonly PickItem<T>[]>;

/** @throws UserCancelled, StepBack; what the items reject with. */
export function pickPrompt<T>(items: Items<T>, options: StepOptions, canPickMany: boolean): Promise<readonly T[]> {
  const picker = vscode.window.createQuickPick<Row<T>>();
  picker.title = options.title;
  picker.placeholder = options.placeholder;
  picker.step = options.step;
  picker.totalSteps = options.totalSteps;
  picker.canSelectMany = canPickMany;
  picker.matchOnDescription = true;
  picker.matchOnDetail = true;
  picker.buttons = options.canGoBack === true ? [vscode.QuickInputButtons.Back] : [];
  return new Promise<readonly T[]>((resolve, reject) => {
    picker.onDidAccept(() => {
      const values = picker.selectedItems.flatMap(({ item }) => (item === undefined ? [] : [item.value]));
      // Enter on a heading, or before the items have come, chooses nothing.
      if (values.length > 0 || (canPickMany && !picker.busy)) resolve(values);
    });
    picker.onDidTriggerButton(() => reject(new StepBack()));
    picker.onDidHide(() => reject(new UserCancelled()));
    picker.busy = true;
    picker.show();
    Promise.resolve(items).then((found) => fill(picker, found, canPickMany), reject);
  }).finally(() => picker.dispose());
}

function fill<T>(picker: vscode.QuickPick<Row<T>>, items: readonly PickItem<T>[], canPickMany: boolean): void {
  const rows = rowsOf(items);
  picker.items = rows;
  const preselected = rows.filter(({ item }) => item?.isPreselected === true);
  if (canPickMany) picker.selectedItems = preselected;
  else picker.activeItems = preselected.slice(0, 1);
  picker.busy = false;
}

function rowsOf<T>(items: readonly PickItem<T>[]): readonly Row<T>[] {
  let group: string | undefined;
  return items.flatMap((item): readonly Row<T>[] => {
    const heading: readonly Row<T>[] =
      item.group === group ? [] : [{ label: item.group ?? '', kind: vscode.QuickPickItemKind.Separator }];
    group = item.group;
    const { label, description, detail, icon } = item;
    const iconPath = icon === undefined ? undefined : new vscode.ThemeIcon(icon);
    return [...heading, { label, description, detail, iconPath, item }];
  });
}
