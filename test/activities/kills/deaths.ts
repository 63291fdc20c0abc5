import type { Act, Disturbance, Played } from './play.ts';

/**
 * Every death that an act can meet: before each of its effects, and after the last one of each unit of work, which the next process does
 * again. Within a unit, a death after an effect leaves what a death before the next one leaves. A request that died is repeated, or nobody
 * ever hears of it again.
 */
export function deathsOf({ requests = [] }: Act, { effects }: Played): Disturbance[] {
  return effects.flatMap(({ unit, name }, index): Disturbance[] => {
    const at = index + 1;
    const isLast = effects[at]?.unit !== unit;
    const isAsked = requests.some(({ ask }) => unit.endsWith(` ${ask}`));
    const whens = isLast ? (['before', 'after'] as const) : (['before'] as const);
    return whens.flatMap((when) =>
      (isAsked ? [true, false] : [false]).map((repeats) => {
        const title = `${when} the effect ${at} (${unit}: ${name})${repeats ? ', and the request is repeated' : ''}`;
        return { at, when, repeats, title };
      }),
    );
  });
}
