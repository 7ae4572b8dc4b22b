// Which file a command works on, and what becomes of changes in an editor that were not saved.
import { AppError } from '../../core/errors';
import type { Services } from '../services';

export type FileServices = Pick<Services, 'files' | 'ui' | 't'>;

/**
 * URI of what was clicked, else of the editor in front or the only one there is, else of what the user picks.
 * @throws UserCancelled; AppError `invalid` when it is no file
 */
export async function chooseFile({ files, ui, t }: FileServices, target: unknown, title: string): Promise<string> {
  if (typeof target === 'string' && files.uriOf(target) === undefined) {
    throw new AppError('invalid', t('{0} is neither a URI nor an absolute path.', target));
  }
  // Something else may be in front, such as the walkthrough beside it.
  const clicked = files.uriOf(target) ?? files.activeUri() ?? files.onlyShownUri();
  const [uri = ''] = clicked === undefined ? await files.ask('file', { title, action: t('Choose') }) : [clicked];
  // First: saving makes a file that was deleted meanwhile anew.
  if (files.isUnsaved(uri)) await settleUnsaved([uri], { files, ui, t });
  const { kind } = await files.status(uri);
  const name = files.nameOf(uri);
  if (kind === 'folder') {
    throw new AppError('invalid', t('{0} is a folder: choose a text file with one item a line.', name));
  }
  if (kind === 'other') {
    throw new AppError('invalid', t('{0} is no regular file, and it must be read twice: copy it into one.', name));
  }
  return uri;
}

/** Asks once for all of them. @throws UserCancelled; AppError `invalid` when one cannot be saved */
export async function settleUnsaved(uris: readonly string[], { files, ui, t }: FileServices): Promise<void> {
  const [first = '', ...others] = uris;
  const question =
    others.length === 0
      ? t('{0} has changes that were not saved.', files.nameOf(first))
      : t('{0} files have changes that were not saved.', uris.length);
  const answer = await ui.choose(question, {
    detail: t('What is in the editor, or what is on the disk?'),
    actions: [
      { label: t('Save and Go On'), value: 'save' },
      { label: t('Use the Saved File'), value: 'saved' },
    ],
  });
  if (answer === 'save') for (const uri of uris) await files.save(uri);
}
