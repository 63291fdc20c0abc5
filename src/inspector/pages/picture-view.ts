import { html } from 'hono/html';
import type { Html } from '../../pages/base/layout.ts';
import { mostShown, type Picture } from '../child/shown.ts';

/** A picture in the page itself, so that a browser asks nobody for it; or why it is not shown. */
export function pictureView({ form, width, height, pixels }: Picture): Html {
  const size = `${width} by ${height} pixels`;
  if (pixels === undefined)
    return html`<p>It has ${size} and is too large to be shown here, where pictures have up to ${mostShown.pixels / 1e6} million pixels and ${mostShown.pictureBytes / 1024 ** 2} MB. Open it in the environment.</p>`;
  return html`<p class="soft">${size}.</p><img class="picture" src="data:image/${form};base64,${pixels}" width="${width}" height="${height}" alt="Picture of ${size}">`;
}
