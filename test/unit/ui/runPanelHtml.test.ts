// The frame of the panel's page: nothing in it is run but the panel's own script, whatever a job is called.
import assert from 'node:assert/strict';
import { runPanelHtml } from '../../../src/ui/runPanelHtml';

describe('page of the run panel', () => {
  const html = runPanelHtml({
    nonce: 'abc123',
    cspSource: 'https://files.example',
    scriptUri: 'https://files.example/dist/panel.js',
    styleUri: 'https://files.example/media/panel.css?a=1&b=2',
    saved: { jobId: `"><script>alert('&')</script>`, connectionKey: 'local' },
    language: 'vi',
    texts: '{"stop": "Dừng \\"<b>\\""}',
  });

  it('allows its own script and styles only', () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1];
    assert.equal(
      policy,
      "default-src 'none'; style-src https://files.example; font-src https://files.example; script-src 'nonce-abc123'",
    );
    assert.deepEqual(html.match(/<script[^>]*>/g), [
      '<script nonce="abc123" src="https://files.example/dist/panel.js">',
    ]);
  });

  it('keeps what it is given inside attributes', () => {
    assert.ok(html.includes("data-panel=\"{&quot;jobId&quot;:&quot;\\&quot;&gt;&lt;script&gt;alert('&amp;')"));
    assert.ok(html.includes('data-texts="{&quot;stop&quot;: &quot;Dừng \\&quot;&lt;b&gt;\\&quot;&quot;}"'));
    assert.ok(html.includes('href="https://files.example/media/panel.css?a=1&amp;b=2"'));
  });
});
