import { apiPage } from '../../pages/api/api-page.ts';
import { documentShape } from '../../pages/api/api-shape.ts';
import type { Page } from '../../pages/base/layout.ts';
import { jsonAnswer, pageAnswer } from '../../web/answers.ts';
import type { Handler } from '../../web/handler.ts';

/** Read when somebody asks: nothing that is started needs it. */
const readDocument = async (): Promise<unknown> => {
  const { default: document } = await import('../../../docs/openapi.json', { with: { type: 'json' } });
  return document;
};

/** GET openapi.json: the OpenAPI document that this version was built with; for everyone. */
export function showApiDocument(): Handler {
  return async () => jsonAnswer(200, await readDocument(), { 'cache-control': 'public, max-age=300' });
}

/** GET docs: the same as a page; for everyone. */
export function showApiPage(): Handler {
  let page: Promise<Page> | undefined;
  return async () => {
    page ??= readDocument().then((document) => apiPage(documentShape.parse(document)));
    return await pageAnswer(200, await page);
  };
}
