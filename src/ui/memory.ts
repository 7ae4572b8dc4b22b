// What VS Code keeps for the extension: choices of a workspace or of all, and secrets.
import type * as vscode from 'vscode';
import type { AccessKey, SecretsPort } from '../app/connectionPorts';
import type { Memory } from '../app/services';

export function mementoMemory(memento: vscode.Memento): Memory {
  return {
    get: (key) => memento.get(key),
    set: async (key, value) => {
      await memento.update(key, value);
    },
  };
}

/** VS Code encrypts them with the keychain of the platform, and never synchronises them. */
export class Secrets implements SecretsPort {
  constructor(private readonly storage: vscode.SecretStorage) {}

  async getAccessKey(endpointUrl: string): Promise<AccessKey | undefined> {
    const text = await this.storage.get(nameOf(endpointUrl));
    return text === undefined ? undefined : (JSON.parse(text) as AccessKey);
  }

  async storeAccessKey(endpointUrl: string, key: AccessKey): Promise<void> {
    await this.storage.store(nameOf(endpointUrl), JSON.stringify(key));
  }
}

function nameOf(endpointUrl: string): string {
  return `accessKey:${endpointUrl}`;
}
