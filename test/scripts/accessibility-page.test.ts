import { expect, test } from 'vitest';
import { claims } from '../../scripts/accessibility-page.ts';
import { blocksOf } from '../../scripts/help-guides.ts';
import { textOf } from '../guides.ts';

test('each promise of the accessibility statement is held by tests that are there', () => {
  expect(claims.length).toBeGreaterThan(5);
  for (const { says, tests } of claims) {
    expect(tests.length, says).toBeGreaterThan(0);
    for (const [file, title] of tests) expect(textOf(file), `${file}: ${title}`).toContain(title);
  }
});

test('a guide is made from what documents may hold, and nothing of it becomes markup by itself', () => {
  const text = [
    '# A <b>title</b>',
    '![A picture](x.png)',
    'Two\nlines, **strong `x`**, *soft*, `a*b*c`, [a guide](for-owners.md#upload), [other](limits.md), [here](#below):\n\n- one\n- [two]',
    '| a | b |\n|---|---|\n| 1 | `x` |',
    '```sh\nls <here>\n```',
    'Before:\n1. first\n2. second',
  ];
  expect(blocksOf(text.join('\n\n'))).toEqual([
    '<h1 id="a-btitleb">A &lt;b&gt;title&lt;/b&gt;</h1>',
    '<p>Two lines, <strong>strong <code>x</code></strong>, <em>soft</em>, <code>a*b*c</code>, <a href="/api/help/owners#upload">a guide</a>, other, <a href="#below">here</a>:</p>',
    '<ul><li>one</li><li>[two]</li></ul>',
    '<table class="cards"><thead><tr><th scope="col">a</th><th scope="col">b</th></tr></thead><tbody><tr><td class="wide">1</td><td class="wide"><code>x</code></td></tr></tbody></table>',
    '<pre><code>ls &lt;here&gt;</code></pre>',
    '<p>Before:</p>',
    '<ol><li>first</li><li>second</li></ol>',
  ]);
});
