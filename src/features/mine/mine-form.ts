import { pressForm } from '../../functions/base/press-form.ts';
import type { Workflows } from '../../ports/workflows.ts';
import { pageAnswer, redirectAnswer } from '../../web/answers.ts';
import type { Caller } from '../../web/caller.ts';
import type { Handler, WebRequest } from '../../web/handler.ts';
import type { MineNotes } from './mine-page.ts';
import { askedIn, type MineServices, minePlace, shownMine } from './mine-routes.ts';

export interface SentForm {
  readonly request: WebRequest;
  readonly workflows: Workflows;
  readonly caller: Caller;
  readonly fields: Readonly<Record<string, string>>;
}

/** The sums of some ten thousand files fit, and every button of the page sends them. */
const mostBytes = 1024 * 1024;

/** POST of a form of the page, which then says what `perform` gives; where that is nothing, the browser goes back to the page. */
export function mineForm(
  services: MineServices,
  perform: (sent: SentForm) => Promise<Pick<MineNotes, 'said' | 'started'> | undefined>,
): Handler {
  return pressForm(services, {
    place: () => minePlace,
    most: mostBytes,
    actOf: async (asking) => ({
      perform: async ({ fields, typed: sent }) => {
        const said = await perform({ ...asking, fields });
        if (said === undefined) return redirectAnswer(`/api/${minePlace}`);
        return await pageAnswer(200, await shownMine(services, asking.caller, {}, { ...said, sent }));
      },
      show: async (sent) => await shownMine(services, asking.caller, {}, { sent }),
    }),
  });
}

/** POST mine/look: shows what the same query shows by the address of the page. */
export function lookOnMine(services: MineServices): Handler {
  return pressForm(services, {
    place: () => minePlace,
    most: mostBytes,
    actOf: async ({ request, caller }) => ({
      perform: async () => redirectAnswer(`/api/${minePlace}${new URL(request.url, services.publicBaseUrl).search}`),
      show: async (sent) => await shownMine(services, caller, askedIn(request), { sent }),
    }),
  });
}
