import { folded } from '../words/folded.ts';
import { countOfShare } from './file-shares.ts';

const most = 20;
/** How many had what a test looks for, and how many had it not. */
const sizes = {
  sensitivity:
    /(?:reference positives?|disease positives?|with (?:the )?(?:disease|condition|diagnosis)|confirmed (?:in|cases)|true cases|cases confirmed|positives?|diseased|erkrankte?|krank\p{L}*|malades?|enfermos|malati|zieken|syke|sjuka)\W{1,6}(?:n ?= ?)?(\d[\d,]{1,7})(?![\d.]*[%\d])/u,
  specificity:
    /(?:reference negatives?|disease negatives?|without (?:the )?(?:disease|condition|diagnosis)|non-?cases|controls?|negatives?|healthy|gesunde?|sains|sanos|sani|gezonden|friske|friska)\W{1,6}(?:n ?= ?)?(\d[\d,]{1,7})(?![\d.]*[%\d])/u,
} as const;
const rates = {
  sensitivity:
    /(?:sensitivi\p{L}*|sensibilit\p{L}*|sensibilidad|gevoeligheid|recall)\D{1,12}?(\d{1,3}(?:[.,](\d{1,4}))?) ?(%?)/u,
  specificity: /(?:specifi\p{L}*|especificidad|spezifi\p{L}*)\D{1,12}?(\d{1,3}(?:[.,](\d{1,4}))?) ?(%?)/u,
} as const;
/** What the patterns hold: nearly every line is done with after these. */
const stem =
  /sensi|spe[cz]i|especi|gevoel|recall|posi|nega|disease|condition|diagnos|confirmed|cases|kranke|malad|enferm|malat|zieken|syke|sjuka|control|health|gesund|sain|sano|sani|gezond|frisk/i;
const kinds = ['sensitivity', 'specificity'] as const;

/** Lines that tell how well a test does, and of how many: both together say how many it missed. */
export class Accuracy {
  readonly #sizes = new Map<(typeof kinds)[number], number>();
  readonly #rates: { kind: (typeof kinds)[number]; share: number; decimals: number; whole: number; line: number }[] =
    [];

  line(raw: string, line: number): void {
    if (raw.length > 400 || !stem.test(raw)) return;
    const text = folded(raw);
    for (const kind of kinds) {
      const [, size] = sizes[kind].exec(text) ?? [];
      if (size !== undefined) this.#sizes.set(kind, Number(size.replaceAll(',', '')));
      const [, share, decimals = '', sign] = rates[kind].exec(text) ?? [];
      if (share === undefined || this.#rates.length === most) continue;
      const value = Number(share.replace(',', '.'));
      const whole = sign === '%' || value > 1 ? 100 : 1;
      this.#rates.push({ kind, share: value, decimals: decimals.length - (whole === 1 ? 2 : 0), whole, line });
    }
  }

  /** The lines that give away that few were missed. */
  small(minCount: number): number[] {
    return this.#rates.flatMap(({ kind, share, decimals, whole, line }) => {
      const size = this.#sizes.get(kind) ?? 0;
      const found = countOfShare(((whole - share) * 100) / whole, size, 100, Math.max(0, decimals));
      return found !== undefined && found.count > 0 && found.most < minCount && decimals > 0 ? [line] : [];
    });
  }
}
