// One browser for the tests of a file, and the panel opened in it with what the host would send.
import type { Browser } from 'playwright-core';
import type { LogLine, LogSelection } from '../../src/app/runPanel/protocol';
import { launchChromium } from '../support/chromium';
import { type Opened, PanelPage } from './panelPage';
import { type Run, messagesOf } from './sampleRuns';

/** Opens pages; the browser is started before the tests of the suite and closed after them. */
export function panelBrowser(): (run: Run | undefined, options?: Opened) => Promise<PanelPage> {
  let browser: Browser | undefined;
  const opened: PanelPage[] = [];
  before(async () => {
    browser = await launchChromium();
  });
  afterEach(async () => {
    for (const panel of opened.splice(0)) await panel.page.close();
  });
  after(() => browser?.close());
  return async (run, options) => {
    if (browser === undefined) throw new Error('The browser is started by `before`.');
    const panel = await PanelPage.open(browser, options);
    opened.push(panel);
    if (run !== undefined) await panel.send(...messagesOf(run));
    return panel;
  };
}

/** Answers the next request for a log. */
export async function answerLog(panel: PanelPage, lines: readonly LogLine[], title = ''): Promise<LogSelection> {
  const { selectionId, selection } = await panel.posted('followLog');
  await panel.send(
    { type: 'logStart', selectionId, title, attempts: [], attempt: undefined, isCut: false },
    { type: 'logLines', selectionId, lines: [...lines] },
  );
  return selection;
}
