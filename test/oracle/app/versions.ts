import * as df from 'durable-functions';
import { atOnce } from './tasks.ts';

df.app.orchestration('versionSeen', function* (context) {
  const greeting: unknown = yield context.df.callActivity('hello', 'Tokyo');
  return { version: context.df.version, greeting };
});
df.app.orchestration('versionAtOnce', (context) => atOnce(() => ({ version: context.df.version })));
df.app.orchestration('versionAcross', function* (context) {
  const { left } = context.df.getInput<{ left: number }>();
  yield context.df.callActivity('hello', 'Tokyo');
  if (left > 0) context.df.continueAsNew({ left: left - 1 });
  return { version: context.df.version };
});
df.app.orchestration('versionsOfChildren', function* (context) {
  const retry = new df.RetryOptions(1000, 2);
  const seen: unknown[] = [{ own: context.df.version }];
  seen.push(yield context.df.callSubOrchestrator('versionAtOnce'));
  seen.push(yield context.df.callSubOrchestrator('versionAtOnce', undefined, undefined, '1.5'));
  seen.push(yield context.df.callSubOrchestratorWithRetry('versionAtOnce', retry));
  seen.push(yield context.df.callSubOrchestratorWithRetry('versionAtOnce', retry, undefined, undefined, '1.5'));
  return seen;
});
