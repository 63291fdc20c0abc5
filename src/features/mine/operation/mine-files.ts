import { redirectAnswer } from '../../../web/answers.ts';
import { authenticate } from '../../../web/caller.ts';
import type { Handler } from '../../../web/handler.ts';
import { signInPath } from '../../../web/sign-in.ts';
import type { MineServices } from '../mine-routes.ts';
import { filesAsCsv } from './my-files.ts';
import { findMine, placeOf } from './my-operation-routes.ts';

/** GET mine/datasets/{project}/{id}/files: the files of a dataset with their MD5, for owners of the project. */
export function downloadMyFiles(services: MineServices): Handler {
  return async (request) => {
    const caller = await authenticate(services, request);
    if (caller === undefined) return redirectAnswer(signInPath(`/api/${placeOf(request, 'ingress')}`));
    const { operation } = await findMine(services, request, 'ingress', caller);
    return {
      status: 200,
      headers: {
        'content-type': 'text/csv; charset=utf-8; header=present',
        'content-disposition': `attachment; filename="${operation.id}-files.csv"`,
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
      },
      body: ReadableStream.from(filesAsCsv(services, operation)),
    };
  };
}
