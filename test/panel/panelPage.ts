// The panel's bundle in a page of a headless browser, as a webview would load it, with a stub of VS Code's API.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import {
  type HostMessage,
  type PanelMessage,
  readPanelMessage,
  savedPanelAttribute,
} from '../../src/app/runPanel/protocol';
import { type Bundles, buildBundles } from '../support/bundles';
import { projectRoot } from '../support/hostFolders';
import { type ThemeName, themeClass, themeStyle } from './themes';

declare global {
  /** What the page's stub keeps. */
  var panelStub: { readonly posted: unknown[]; state: unknown; violations: string[] };
}

export type Opened = {
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  /** What VS Code kept from an earlier window. */
  readonly saved?: unknown;
  readonly texts?: Readonly<Record<string, string>>;
  readonly jobId?: string;
};

const origin = 'https://panel.test';

export class PanelPage {
  readonly #seen = new Map<string, number>();

  private constructor(readonly page: Page) {}

  static async open(browser: Browser, options: Opened = {}): Promise<PanelPage> {
    const { theme = 'dark', width = 1200, height = 800 } = options;
    const page = await browser.newPage({ viewport: { width, height } });
    await page.route(`${origin}/**`, (route) => {
      const path = new URL(route.request().url()).pathname;
      if (path === '/') return route.fulfill({ contentType: 'text/html', body: html(theme, options) });
      if (path === '/panel.js') return route.fulfill({ contentType: 'text/javascript', path: bundlePath() });
      if (path === '/panel.css') {
        return route.fulfill({ contentType: 'text/css', path: join(projectRoot, 'media/panel.css') });
      }
      return route.fulfill({ status: 404 });
    });
    await page.goto(`${origin}/`);
    const opened = new PanelPage(page);
    await opened.posted('ready');
    return opened;
  }

  async send(...messages: readonly HostMessage[]): Promise<void> {
    await this.page.evaluate((all) => {
      for (const message of all) postMessage(message, '*');
      return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    }, messages);
  }

  /** The next message of a type that was not taken yet; each must be one of the protocol. */
  async posted<Type extends PanelMessage['type']>(type: Type): Promise<Extract<PanelMessage, { type: Type }>> {
    const after = this.#seen.get(type) ?? -1;
    const handle = await this.page.waitForFunction(
      ([wanted, from]) => {
        const at = panelStub.posted.findIndex(
          (message, index) =>
            index > from &&
            typeof message === 'object' &&
            message !== null &&
            'type' in message &&
            message.type === wanted,
        );
        return at < 0 ? undefined : { at, message: panelStub.posted[at] };
      },
      [type, after] as const,
    );
    const found = await handle.jsonValue();
    if (found === undefined) throw new Error(`No message ${type}`);
    this.#seen.set(type, found.at);
    const message = readPanelMessage(found.message);
    if (message?.type !== type) throw new Error(`Not of the protocol: ${JSON.stringify(found.message)}`);
    return message as Extract<PanelMessage, { type: Type }>;
  }

  /** Waits until a log was asked for of children that fit: on the way there, others may have been asked for. */
  async askedFor(fits: (indexes: readonly number[]) => boolean): Promise<void> {
    for (;;) {
      const { selection } = await this.posted('followLog');
      if (selection.kind === 'children' && fits(selection.indexes)) return;
    }
  }

  asked(...indexes: readonly (number | undefined)[]): Promise<void> {
    return this.askedFor((asked) => asked.join() === indexes.join());
  }

  state(): Promise<unknown> {
    return this.page.evaluate(() => panelStub.state);
  }

  violations(): Promise<readonly string[]> {
    return this.page.evaluate(() => panelStub.violations);
  }

  async setTheme(theme: ThemeName): Promise<void> {
    await this.page.evaluate(
      ([style, names]) => {
        document.documentElement.style.cssText = style;
        document.body.className = names;
      },
      [themeStyle(theme), themeClass(theme)] as const,
    );
  }

  screenshot(name: string): Promise<unknown> {
    return this.page.screenshot({
      path: join(projectRoot, 'test-results', `panel-${name}.png`),
      animations: 'disabled',
    });
  }
}

let built: Bundles | undefined;

/** Built once for all tests of the process. */
function bundlePath(): string {
  built ??= buildBundles('panel');
  return join(built.dist, 'panel.js');
}

after(() => built?.remove());

/** The policy that the host sets; the stub stands for the script that VS Code itself puts before the page's own. */
function html(theme: ThemeName, { saved, texts, jobId = 'job-1' }: Opened): string {
  const nonce = 'c2VjcmV0';
  const policy = `default-src 'none'; style-src ${origin}; script-src 'nonce-${nonce}'`;
  const panel = escaped(JSON.stringify({ jobId, connectionKey: 'local' }));
  const stub = `
    globalThis.panelStub = { posted: [], state: ${JSON.stringify(saved ?? null).replaceAll('<', '\\u003c')}, violations: [] };
    addEventListener('securitypolicyviolation', (event) =>
      panelStub.violations.push(event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample));
    globalThis.acquireVsCodeApi = () => ({
      postMessage: (message) => panelStub.posted.push(structuredClone(message)),
      getState: () => panelStub.state ?? undefined,
      setState: (state) => { panelStub.state = structuredClone(state); },
    });
    document.documentElement.style.cssText = ${JSON.stringify(themeStyle(theme))};
    document.body.className = ${JSON.stringify(themeClass(theme))};`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>Run</title>
<link rel="stylesheet" href="${origin}/panel.css">
</head>
<body>
<div id="root" ${savedPanelAttribute}="${panel}"${texts === undefined ? '' : ` data-texts="${escaped(JSON.stringify(texts))}"`}></div>
<script nonce="${nonce}">${stub}</script>
<script nonce="${nonce}" src="${origin}/panel.js"></script>
</body>
</html>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}

export function readAxe(): string {
  return readFileSync(join(projectRoot, 'node_modules/axe-core/axe.min.js'), 'utf8');
}
