// The panel's texts in the other language: each of them, with the same values in it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { englishTexts } from '../../../src/webview/texts';

const file = resolve(__dirname, '../../../resources/l10n/panel.vi.json');

describe('texts of the run panel', () => {
  it('are all there in Vietnamese, and no others', () => {
    const english: Readonly<Record<string, string>> = englishTexts();
    const vietnamese = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, string>>;
    assert.deepEqual(Object.keys(vietnamese).sort(), Object.keys(english).sort());
    const values = (text = ''): readonly string[] => [...new Set(text.match(/\{\d+\}/g))].sort();
    for (const [key, text] of Object.entries(english)) assert.deepEqual(values(vietnamese[key]), values(text), key);
  });
});
