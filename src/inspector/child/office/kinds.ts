import type { PassedKind } from '../../../domain/inspection/coverage.ts';
import { ownTexts } from '../reader.ts';

/** What a part of a document means by its name alone. */
const rules: readonly (readonly [form: RegExp, rule: string])[] = [
  [/vbaproject|\/macrosheets\/|\/activex\/|\/ctrlprops\//, 'workbook-macro'],
  [/\/pivotcache\/|\/model\/|\/slicercaches\/|\/timelinecaches\//, 'workbook-cache'],
  [/\/embeddings\/|oleobject|\/attachedtoolbars/, 'workbook-embedded'],
  [/\/externallinks\/|\/connections\.xml$|\/querytables\/|\/webextensions\//, 'workbook-link'],
  [/\/revisions\//, 'workbook-revision'],
  [/^customxml\/(?!_rels\/)|^docprops\/custom\.xml$/, 'workbook-custom'],
  [/\/media\/|\/charts\/|\/diagrams\/|^docprops\/thumbnail/, 'workbook-picture'],
];

/** Parts that every program writes. */
const usual =
  /(\.rels|^\[content_types\]\.xml|^docprops\/(app|core)\.xml|^xl\/(workbook|comments\d*|styles|sharedstrings|calcchain|metadata)\.xml|^xl\/(theme|threadedcomments|worksheets|chartsheets|drawings|printersettings|tables|pivottables|persons|richdata|featurepropertybag)\/.*|^docmetadata\/labelinfo\.xml|^word\/(document|styles|styleswitheffects|settings|websettings|fonttable|numbering|footnotes|comments\w*|endnotes|header\d*|footer\d*|people)\.xml|^word\/(theme|glossary|fonts|printersettings)\/.*|^ppt\/(presentation|presprops|viewprops|tablestyles|commentauthors|authors|revisioninfo|changesinfos\/.*)(\.xml)?$|^ppt\/(slides|slidelayouts|slidemasters|notesslides|notesmasters|handoutmasters|theme|tags|comments|printersettings|fonts|drawings)\/.*|^\[trash\]\/.*|\/)$/;

function ruleOfPart(name: string): string | undefined {
  const lower = name.toLowerCase();
  const known = rules.find(([form]) => form.test(lower))?.[1];
  return known ?? (usual.test(lower) ? undefined : 'workbook-unknown');
}

/** How the parts of a name are read. `passed`: only what text they have is told, and they are named. */
export type PartKind = { readonly as: 'flow' | 'chart' | 'texts' | 'data' } | { readonly passed: PassedKind };

/** What the parts of a family of formats are, by their names. */
export interface Kinds {
  ruleOf(name: string): string | undefined;
  kindOf(name: string): PartKind;
  /** What a part is called where its texts are shown. */
  titleOf(name: string): string | undefined;
}

const kinds: readonly (readonly [form: RegExp, kind: PartKind])[] = [
  [/\/charts\/chart(ex)?\d*\.xml$/, { as: 'chart' }],
  [/\/media\/|^docprops\/thumbnail/, { passed: 'picture' }],
  [/\.(odttf|fntdata|ttf|otf)$/, { passed: 'font' }],
  [/\/printersettings\//, { passed: 'printerSettings' }],
  [/vbaproject|\/activex\/.*\.bin$/, { passed: 'program' }],
  [/\/embeddings\/|oleobject/, { passed: 'embeddedFile' }],
  [/\/model\//, { passed: 'sourceData' }],
  [
    /\/(theme|styles|styleswitheffects|fonttable|tablestyles|numbering|colors\d*|style\d*)(\d*\.xml|\/[^/]*\.xml)$/,
    { passed: 'style' },
  ],
  [/\/(websettings|viewprops|presprops|calcchain)\.xml$/, { passed: 'style' }],
  [
    /^word\/|^ppt\/(slides|notesslides|slidelayouts|slidemasters|notesmasters|handoutmasters|comments)\/[^/]+\.xml$/,
    { as: 'flow' },
  ],
  [/\/drawings\/(drawing|vmldrawing)\d*\.(xml|vml)$|\/diagrams\/(data|drawing)\d*\.xml$/, { as: 'flow' }],
  [/\/diagrams\/(layout|quickstyle|colors)\d*\.xml$/, { passed: 'style' }],
  [
    /^customxml\/item\d*\.xml$|^xl\/(tables|externallinks|customproperty|querytables)\/|^xl\/connections\.xml$|\/tags\//,
    { as: 'data' },
  ],
  [/\.(rels|xml|vml)$/, { as: 'texts' }],
];

function kindOfPart(name: string): PartKind {
  const lower = name.toLowerCase();
  const isList = /\.rels$|^\[content_types\]\.xml$/.test(lower);
  const known = isList ? undefined : kinds.find(([form]) => form.test(lower))?.[1];
  return known ?? (isList ? { as: 'texts' } : { as: 'data' });
}

const titles: readonly (readonly [form: RegExp, title: string])[] = [
  [/header\d*\.xml$/, 'Headers'],
  [/footer\d*\.xml$/, 'Footers'],
  [/(footnotes|endnotes)\.xml$/, 'Notes at the foot'],
  [/comments/, 'Comments'],
  [/\/notesslides\//, 'Notes of the speaker'],
  [/\/(slidelayouts|slidemasters|notesmasters|handoutmasters)\//, 'Text of the masters'],
  [/\/charts\//, 'Text of a chart'],
  [/\/diagrams\//, 'Text of a diagram'],
  [/\/drawings\//, 'Text of drawings'],
  [/^docprops\//, ownTexts.self],
  [/^customxml\//, 'Data of another program'],
];

function titleOfPart(name: string): string | undefined {
  const lower = name.toLowerCase();
  if (/^word\/document\.xml$|^ppt\/slides\//.test(lower)) return undefined;
  return titles.find(([form]) => form.test(lower))?.[1] ?? ownTexts.others;
}

/** Of workbooks, documents and slides of Office Open XML. */
export const officeKinds: Kinds = { ruleOf: ruleOfPart, kindOf: kindOfPart, titleOf: titleOfPart };

/** The number of a slide, by which its texts and tables are placed. */
export function slideOf(name: string): number | undefined {
  const [, number] = /^ppt\/slides\/slide(\d{1,6})\.xml$/i.exec(name) ?? [];
  return number === undefined ? undefined : Math.max(1, Number(number));
}
