import { isUnordered } from '../../identifiers/quasi.ts';
import { words } from '../words/folded.ts';

/** So many lines tell of one person each. */
const fewest = 5;
/** A number or a code, and behind it what happened when. */
const line = /^\W{0,6}((?:[a-z]{1,6}[-_ #]?)?\d{2,12}) ?[:|–—-] (.{5,400})$/;
const event =
  /^([a-z][a-z ]{2,40}?)(?: ?[:=@] ?| )(\d{1,5})(?: ?(?:[dwmj]|days?|weeks?|months?|tage?|wochen?|monate?|jours?|mois|semanas?|meses))?$/;
const happening = words(`
  start month week day visit progression response relapse death died admission admitted discharge discharged diagnosis surgery treatment dose follow exit entry
  event onset remission recurrence censored hired left promoted resigned arrest release
  Beginn Start Monat Woche Tag Besuch Rückfall Tod Aufnahme Entlassung Diagnose Ende Eintritt Austritt Behandlung
  début mois semaine jour visite rechute décès entrée sortie inicio semana día visita recaída muerte ingreso alta inizio settimana giorno decesso ricovero dimissione
  maand week dag bezoek terugval overlijden opname ontslag månad vecka dag besök återfall död inskrivning utskrivning uge besøg tilbagefald død indlæggelse udskrivelse`);

/** Whether folded lines that follow each other tell what happened to one person each, and when: `4184: start 0, response month 3, progression month 9`. */
export function startTimelines(): (text: string) => boolean {
  let told: { readonly who: string; readonly when: number }[] = [];
  return (text) => {
    const [, who, behind = ''] = line.exec(text) ?? [];
    const events = behind.split(/[,;|] /).flatMap((part) => eventIn(part) ?? []);
    if (who === undefined || events.length < 2) {
      told = [];
      return false;
    }
    told.push({ who, when: events.at(-1) ?? 0 });
    return told.length === fewest && arePeople(told);
  };
}

function eventIn(part: string): number | undefined {
  const [, name = '', when] = event.exec(part.trim()) ?? [];
  return when !== undefined && name.split(' ').some((word) => happening.has(word)) ? Number(when) : undefined;
}

/** Years and what is numbered in turn are nobody, and neither are rows of which one follows from the other. */
function arePeople(told: readonly { readonly who: string; readonly when: number }[]): boolean {
  const numbers = told.map(({ who }) => Number(who.replaceAll(/\D/g, '')));
  const areYears = told.every(({ who }) => /^(?:19|20)\d\d$/.test(who));
  return !areYears && new Set(numbers).size === numbers.length && isUnordered(told.map(({ when }) => when));
}
