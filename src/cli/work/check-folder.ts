import { z } from 'zod';
import { messageOf } from '../../domain/base/errors.ts';
import { type CheckedFile, checkLine, verdictOfChecked } from '../../domain/inspection/checked-file.ts';
import { type DisclosureRules, disclosureRules } from '../../domain/inspection/disclosure.ts';
import type { Verdict } from '../../domain/inspection/evidence.ts';
import { isContext } from '../../domain/operation/package-role.ts';
import { projectDisclosure, rulesOfProject } from '../../domain/project/project-disclosure.ts';
import { Complaint } from '../complaint.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { checkedFolderLines } from '../shown/checked-folder.ts';
import type { Tools } from '../tools.ts';

type TypedRules = { readonly [Name in Exclude<keyof DisclosureRules, 'rounding'>]?: number | undefined } & {
  readonly rounding?: string | undefined;
};

interface Typed extends TypedRules {
  readonly folder: string;
  readonly definition?: string | undefined;
}

/** Inspects a folder or file of this machine. Nothing is sent anywhere. */
export async function checkFolder(tools: Tools, { folder, definition, ...typed }: Typed): Promise<ExitCode> {
  const rules = rulesOf(definition === undefined ? {} : await thresholdsIn(tools, definition), typed);
  const files: CheckedFile[] = [];
  let all: number | undefined;
  let beside: ReadonlyMap<string, CheckedFile['findings']> = new Map();
  for await (const text of tools.inspect(folder, rules)) {
    const line = checkLine.parse(JSON.parse(text));
    if ('files' in line) {
      all = line.files;
      continue;
    }
    if ('beside' in line) {
      beside = new Map(line.beside.map(({ path, findings }) => [path, findings]));
      continue;
    }
    files.push(line);
    if (files.length % 10 === 0) tools.progress(`${files.length} of ${all} files …`);
  }
  // Nobody may take for looked at what never was.
  if (files.length !== all)
    throw new Error(`The inspection broke off after ${files.length} files. Type the same again.`);
  const judged = files.map((file) => {
    const whole = { ...file, findings: [...file.findings, ...(beside.get(file.path) ?? [])] };
    return { ...whole, verdict: verdictOfChecked(whole) };
  });
  tools.show({ rules, files: judged }, () => checkedFolderLines(judged, tools));
  // What is never released is shown like the rest, and keeps nobody from sending it.
  return exitCodeOf(judged.filter(({ path }) => !isContext(path)).map(({ verdict }) => verdict));
}

/** A model is nothing bad, so files that nobody looked into are told apart from those in which something was found. */
function exitCodeOf(verdicts: readonly Verdict[]): ExitCode {
  if (verdicts.includes('block') || verdicts.includes('review')) return exitCodes.refused;
  return verdicts.includes('notChecked') ? exitCodes.notAllSeen : exitCodes.done;
}

const definitionFile = z.looseObject({
  egress: z.looseObject({ disclosure: projectDisclosure.optional() }).optional(),
});

async function thresholdsIn(tools: Tools, name: string): Promise<Partial<DisclosureRules>> {
  const text = await tools.readFile(name);
  try {
    const disclosure = definitionFile.parse(JSON.parse(text)).egress?.disclosure;
    return disclosure === undefined ? {} : rulesOfProject(disclosure);
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : messageOf(error);
    throw new Complaint(exitCodes.wrongUse, `The file ${name} holds no definition with thresholds: ${why}`);
  }
}

/** What is typed goes before what the definition says. */
function rulesOf(defined: Partial<DisclosureRules>, { rounding, ...typed }: TypedRules): DisclosureRules {
  const said = Object.entries(typed).filter(([, value]) => value !== undefined);
  const bases = rounding === 'none' ? [] : rounding?.split(',').map(Number);
  const result = disclosureRules.safeParse({
    ...{ ...defined, ...Object.fromEntries(said) },
    ...(bases === undefined ? {} : { rounding: bases }),
  });
  if (result.success) return result.data;
  throw new Complaint(exitCodes.wrongUse, `These thresholds cannot be:\n${z.prettifyError(result.error)}`);
}
