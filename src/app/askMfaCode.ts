// Asks for the code that a device for multi-factor authentication shows.
import type { Translate } from './l10n';
import type { Ui } from './ui';

/** @throws UserCancelled */
export async function askMfaCode(device: string, ui: Pick<Ui, 'input'>, t: Translate): Promise<string> {
  const code = await ui.input({
    title: t('Multi-Factor Authentication'),
    prompt: t('The code of {0}', device),
    validate: (value) => (/^\d{6}$/.test(value.trim()) ? undefined : t('A code has six digits.')),
  });
  return code.trim();
}
