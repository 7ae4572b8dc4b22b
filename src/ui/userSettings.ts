// The user's settings, read from VS Code whenever they are asked for.
import * as vscode from 'vscode';
import type { SettingValues, Settings } from '../app/settings';
import { settings } from './settings';

export const userSettings: Settings = {
  get<Name extends keyof SettingValues>(name: Name): SettingValues[Name] {
    const fallback = settings[`awsBatch.${name}`].default as SettingValues[Name];
    const value: unknown = vscode.workspace.getConfiguration('awsBatch').get(name);
    // A user may write anything into settings.json.
    return typeof value === typeof fallback ? (value as SettingValues[Name]) : fallback;
  },
};
