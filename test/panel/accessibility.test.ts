// The panel as judged by axe, in every theme and every view, and pictures of it for a person to look at.
import assert from 'node:assert/strict';
import type { AxeResults } from 'axe-core';
import { answerLog, panelBrowser } from './panelBrowser';
import { type PanelPage, readAxe } from './panelPage';
import { array, logLines, rainbow, usageOfRainbow } from './sampleRuns';
import { themeNames } from './themes';

declare global {
  var axe: { readonly run: () => Promise<AxeResults> };
}

async function faults(panel: PanelPage): Promise<readonly string[]> {
  // The policy forbids scripts of others: this one comes in through the debugger.
  await panel.page.evaluate(readAxe());
  const { violations } = await panel.page.evaluate(() => axe.run());
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 200)} ${node.failureSummary ?? ''}`),
  );
}

describe('the panel for everybody', () => {
  const open = panelBrowser();
  const now = Date.now();

  for (const theme of themeNames) {
    it(`has no fault that axe finds, in ${theme}`, async () => {
      const panel = await open(array(200, now), { theme });
      await answerLog(panel, logLines(400, now, [130, 131, 135]), 'All running children');
      await panel.screenshot(`array-${theme}`);
      for (const key of ['1', '2', '3', '4']) {
        await panel.page.keyboard.press(key);
        await panel.send();
        assert.deepEqual(await faults(panel), [], `view ${key}`);
      }
      await panel.page.keyboard.press('?');
      await panel.page.getByRole('dialog').waitFor();
      assert.deepEqual(await faults(panel), [], 'help');
    });

    it(`has none with a result and trouble, in ${theme}`, async () => {
      const { state, children } = rainbow(now);
      const trouble = { kind: 'throttled' as const, text: 'AWS asks to slow down: the next look is in 30 s.' };
      const panel = await open({ state: { ...state, trouble }, children }, { theme, width: 1000, height: 620 });
      await panel.page.getByRole('tab', { name: 'Result' }).click();
      await panel.page.locator('.actions').getByRole('button', { name: 'Where and How Much' }).click();
      await panel.send({ type: 'usage', usage: usageOfRainbow(now) });
      await panel.screenshot(`rainbow-${theme}`);
      assert.deepEqual(await faults(panel), []);
    });
  }

  it('can be walked through with Tab, and shows where one is', async () => {
    const panel = await open(array(200, now));
    await answerLog(panel, logLines(50, now));
    const stops: string[] = [];
    for (let at = 0; at < 60; at++) {
      await panel.page.keyboard.press('Tab');
      const stop = await panel.page.evaluate(() => {
        const element = document.activeElement;
        if (element === null || element === document.body) return '';
        const { outlineStyle } = getComputedStyle(element);
        const name = element.getAttribute('aria-label') ?? element.textContent;
        return `${element.getAttribute('role') ?? element.tagName.toLowerCase()} ${name.slice(0, 20)} ${outlineStyle}`;
      });
      if (stop === '') break;
      stops.push(stop);
    }
    const invisible = stops.filter((stop) => stop.endsWith(' none') && !stop.startsWith('separator'));
    assert.deepEqual(invisible, []);
    const order = [
      'button Stop',
      'button Merge',
      'button All',
      'tab Grid',
      'listbox Grid',
      'separator',
      'tab Log',
      'input Search',
      'log Log lines',
    ];
    const places = order.map((start) => stops.findIndex((stop) => stop.startsWith(start)));
    assert.ok(
      places.every((place, at) => place >= 0 && place > (places[at - 1] ?? -1)),
      JSON.stringify({ places, stops }),
    );
  });

  it('is drawn anew when the theme changes', async () => {
    const panel = await open(array(200, now));
    const picture = (): Promise<string> =>
      panel.page
        .locator('canvas')
        .evaluate((canvas) => (canvas instanceof HTMLCanvasElement ? canvas.toDataURL() : ''));
    const dark = await picture();
    await panel.setTheme('light');
    await panel.send();
    assert.notEqual(await picture(), dark);
  });

  it('is as sharp as the screen, and whole in a small window', async () => {
    const panel = await open(array(200, now), { width: 700, height: 480 });
    const sizes = await panel.page
      .locator('canvas')
      .evaluate((canvas) => [
        canvas instanceof HTMLCanvasElement ? canvas.width : 0,
        Math.round(canvas.getBoundingClientRect().width * devicePixelRatio),
      ]);
    assert.equal(sizes[0], sizes[1]);
    const wide = await panel.page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 700, `${wide}`);
    await panel.screenshot('narrow');
  });

  it('moves nothing for those who asked for that', async () => {
    const panel = await open(undefined);
    await panel.page.emulateMedia({ reducedMotion: 'reduce' });
    const name = await panel.page.locator('.spinner').evaluate((element) => getComputedStyle(element).animationName);
    assert.equal(name, 'none');
  });
});
