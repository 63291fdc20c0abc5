import { appendFileSync } from 'node:fs';
import { app, type PostInvocationContext } from '@azure/functions';

/** Notes each episode of an orchestration, as the function received and answered it, in the file of the setting JOURNAL. */
app.hook.postInvocation((call: PostInvocationContext) => {
  const file = process.env['JOURNAL'];
  if (!file || call.invocationContext.options.trigger.type !== 'orchestrationTrigger') return;
  const answer = call.error === undefined ? { result: call.result } : { error: messageOf(call.error) };
  appendFileSync(file, `${JSON.stringify({ request: call.inputs[0], ...answer })}\n`);
});

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
