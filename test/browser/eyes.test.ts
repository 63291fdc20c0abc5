import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { styleSheet } from '../../src/pages/base/style.ts';
import { expectAccessible } from './accessibility.ts';
import { type OpenBrowser, openBrowser } from './open-browser.ts';

let browser: OpenBrowser;
let page: Page;
beforeAll(async () => {
  browser = await openBrowser();
  page = await (await browser.window({ scripts: true })).newPage();
});
afterAll(() => browser.close());

/** A page with this in it, in the usual style and another one. */
async function show(body: string, style = ''): Promise<Page> {
  await page.setContent(
    `<!doctype html><html lang="en"><title>Page</title><style>${styleSheet}${style}</style><main><h1>Page</h1>${body}</main></html>`,
  );
  return page;
}

describe('what somebody would not see is found', () => {
  test.each([
    ['pale text', '<p>Pale</p>', 'p{color:#999}', 'color-contrast'],
    ['text that is pale in the dark only', '<p>Pale</p>', '@media (prefers-color-scheme:dark){p{color:#333}}', 'dark'],
    ['pale text on a gradient', '<p>On it</p>', 'p{color:#fff;background:linear-gradient(#111,#ccc)}', 'text "On it"'],
    ['text on a picture', '<p>On it</p>', 'p{background:url(data:image/png;base64,)}', 'on a picture'],
    ['pale text that a style makes', '<p>Yes</p>', 'p::before{content:"Made";color:#aaa}', 'text ""Made""'],
    ['text that lets its ground through', '<p>Half</p>', 'p{opacity:.4}', 'text "Half"'],
    ['text over other text', '<p>One</p><p class="over">Two</p>', '.over{position:absolute;top:0}', 'without a ground'],
    ['a field without an edge', '<label>Name <input></label>', 'input{border:1px solid #ddd}', 'edge'],
    ['a focus without a mark', '<p><a href="#x">On</a></p>', ':focus-visible{outline:none}', 'no mark of the focus'],
    ['a pale mark of the focus', '<p><a href="#x">On</a></p>', ':focus-visible{outline-color:#ccc}', 'focus has'],
    [
      'a target that is too small',
      '<button>a</button><button>b</button>',
      'button{font-size:6px;padding:0}',
      'target-size',
    ],
    ['a page that is too wide', '<div class="wide">Wide</div>', '.wide{width:350px}', 'at 320 pixels'],
  ])('%s', async (_, body, style, told) => {
    await expect(expectAccessible(await show(body, style))).rejects.toThrow(told);
  });

  test('and nothing else is', async () => {
    await expectAccessible(
      await show(
        '<p>Text</p><p class="tag wait">Tag</p><label>Name <input class="text" value="x"></label><p><a href="#x">On</a></p>',
      ),
    );
  });
});
