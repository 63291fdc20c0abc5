import { datasetFacts } from '../../src/domain/operation/dataset.ts';
import { exportFacts } from '../../src/domain/operation/export.ts';

/** What is for programs: names of states that are no word. */
const raw = [...new Set([...Object.keys(datasetFacts), ...Object.keys(exportFacts)])].filter((name) =>
  name.includes('-'),
);
const bare = new RegExp(`(?<![\\w/.-])(?:${raw.join('|')})(?![\\w/-])`);
/** What is written where something is missing; also among what people named. */
const missing = /\b(?:(?<!received )undefined|NaN)\b|\[object Object\]/;
/** A rule is told by its sentence; `[extension]` is its name. */
const ruleName = /\[[a-z]+(?:[-:][a-z]+)*\]/;

/** What a page says that no person would: each with the words around it. What people and programs named (`bdi`, `code`, `pre`) is theirs. */
export function oddWords(html: string): string[] {
  const text = textOf(html);
  const shown = html.replaceAll(/<(style|textarea)\b[\s\S]*?<\/\1>/g, ' … ').replaceAll(/<[^>]*>/g, ' ');
  const found = [wordsAt(text, bare), wordsAt(text, ruleName), wordsAt(shown, missing)].flat();
  return [...found, ...saidTwice(text)].map((words) => words.replaceAll(/\s+/g, ' ').trim());
}

function wordsAt(text: string, pattern: RegExp): string[] {
  const at = text.search(pattern);
  return at < 0 ? [] : [text.slice(Math.max(0, at - 60), at + 60)];
}

function textOf(html: string): string {
  return html
    .replaceAll(/<(style|bdi|code|pre|textarea|script|blockquote|svg)\b[\s\S]*?<\/\1>/g, ' … ')
    .replaceAll(/<\/?(?:a|b|i|span|em|strong)\b[^>]*>/g, '')
    .replaceAll(/<[^>]*>/g, '\n');
}

/** Sentences that stand twice in a row. */
function saidTwice(text: string): string[] {
  return text.split('\n').flatMap((line) => {
    const sentences = line.split(/(?<=[.!?])\s+/).map((one) => one.trim());
    return sentences.filter((one, at) => one.length > 15 && one === sentences[at + 1]);
  });
}
