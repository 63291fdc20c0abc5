import type { Fields } from '../../../functions/base/press-form.ts';
import { reasonIn, type Sending, sendForm } from '../../../functions/desk/send-form.ts';
import { type DeskServices, showDesk } from '../../../functions/desk/visit.ts';
import { pageAnswer } from '../../../web/answers.ts';
import type { Handler } from '../../../web/handler.ts';
import { trace } from './descriptions.ts';
import { type Answered, tracePage } from './trace-page.ts';

const place = 'ops/desk/trace';

/** GET ops/desk/trace: asks which releases held a file that was found outside. */
export function showDeskTrace(services: DeskServices): Handler {
  return showDesk(services, async ({ visitor, sent }) => tracePage(undefined, visitor, sent));
}

/** POST ops/desk/trace: the same page with what came of the question. */
export function traceOnDesk(services: DeskServices): Handler {
  return sendForm(services, {
    place: () => place,
    show: async ({ visitor, sent }) => tracePage(undefined, visitor, sent),
    formOf: () => ({
      sendingOf: asked,
      answer: async ({ status, body }, { visit }) =>
        await pageAnswer(200, tracePage(answeredIn(status ?? 200, body), visit.visitor, visit.sent)),
    }),
  });
}

function asked(fields: Fields): Sending {
  const { size = '', md5 = '', sha256 = '', first = '', incident = '' } = fields;
  const file = { size: Number(size.trim()), md5: md5.trim().toLowerCase(), sha256: sha256.trim().toLowerCase() };
  const wish = first.trim() === '' ? {} : { first: first.trim() };
  const within = incident.trim() === '' ? {} : { incident: incident.trim() };
  return { route: trace.trace, body: { files: [file], reason: reasonIn(fields), ...wish, ...within } };
}

function answeredIn(status: number, body: unknown): Answered {
  const { answers } = trace.trace;
  const answer: unknown = JSON.parse(String(body));
  return status === 202 ? answers[202].parse(answer) : answers[200].parse(answer);
}
