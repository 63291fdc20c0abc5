import type { Ports } from '../../ports/ports.ts';

/** Rejects when the definition cannot be read. */
export type IsDefined = (project: string) => Promise<boolean>;

export function isDefinedIn(projects: Pick<Ports['projects'], 'get'>): IsDefined {
  return async (project) => (await projects.get(project)) !== undefined;
}

const millisecondsKept = 10_000;

/**
 * Remembers a yes for ten seconds, since an upload of a thousand files brings a thousand pieces of news. An old yes does no harm:
 * definitions are not deleted, and whatever is opened then is admitted by the definition as it is read at that moment. A no is
 * asked again each time: the project may have been defined a moment ago, and its upload would be recorded as an orphan.
 */
export function definedRecently(isDefined: IsDefined, clock: Ports['clock']): IsDefined {
  const known = new Map<string, { readonly until: number; readonly answer: Promise<boolean> }>();
  return async (project) => {
    const entry = known.get(project);
    if (entry !== undefined && clock.now().getTime() < entry.until) return await entry.answer;
    const answer = isDefined(project);
    known.set(project, { until: clock.now().getTime() + millisecondsKept, answer });
    const forget = (): void => {
      if (known.get(project)?.answer === answer) known.delete(project);
    };
    try {
      const yes = await answer;
      if (!yes) forget();
      return yes;
    } catch (error) {
      forget();
      throw error;
    }
  };
}
