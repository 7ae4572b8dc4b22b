// The user's settings, read from VS Code whenever they are asked for.
import * as vscode from 'vscode';
import type { SettingValues, Settings } from '../app/settings';
import { effectiveValue, settings } from './settings';

export const userSettings: Settings = {
  get<Name extends keyof SettingValues>(name: Name): SettingValues[Name] {
    const value: unknown = vscode.workspace.getConfiguration('awsBatch').get(name);
    return effectiveValue(settings[`awsBatch.${name}`], value) as SettingValues[Name];
  },
};
