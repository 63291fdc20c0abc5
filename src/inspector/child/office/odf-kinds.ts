import { ownTexts } from '../reader.ts';
import type { Kinds, PartKind } from './kinds.ts';

const rules: readonly (readonly [form: RegExp, rule: string])[] = [
  [/(^|\/)(basic|scripts|dialogs)\/./, 'workbook-macro'],
  [/^versions\/.|^versionlist\.xml$/, 'workbook-revision'],
  [/(^|\/)database\/./, 'workbook-cache'],
  [/(^|\/)(pictures|media|objectreplacements|thumbnails)\/./, 'workbook-picture'],
  [/(^|\/)obj[^/.]*$/, 'workbook-embedded'],
];

/** Parts that every program writes. */
const usual =
  /^(mimetype|layout-cache|manifest\.rdf)$|(^|\/)(content|styles|meta|settings)\.xml$|^meta-inf\/(manifest|documentsignatures|macrosignatures)\.xml$|(^|\/)(configurations2|fonts)\/|\/$/;

const kinds: readonly (readonly [form: RegExp, kind: PartKind])[] = [
  [/(^|\/)(pictures|media|objectreplacements|thumbnails)\//, { passed: 'picture' }],
  [/(^|\/)fonts\//, { passed: 'font' }],
  [/(^|\/)(basic|scripts|dialogs)\//, { passed: 'program' }],
  [/(^|\/)database\//, { passed: 'sourceData' }],
  [/^versions\/|(^|\/)obj[^/.]*$/, { passed: 'embeddedFile' }],
  [/^layout-cache$|(^|\/)configurations2\//, { passed: 'style' }],
  [/^mimetype$/, { passed: 'metadata' }],
  [/(^|\/)settings\.xml$|^manifest\.rdf$/, { as: 'texts' }],
];

/** What the parts of an OpenDocument are, beside its content and its styles. */
export const odfKinds: Kinds = {
  ruleOf: (name) => {
    const lower = name.toLowerCase();
    const known = rules.find(([form]) => form.test(lower))?.[1];
    return known ?? (usual.test(lower) ? undefined : 'workbook-unknown');
  },
  kindOf: (name) => kinds.find(([form]) => form.test(name.toLowerCase()))?.[1] ?? { as: 'data' },
  titleOf: (name) => (/(^|\/)meta\.xml$/i.test(name) ? ownTexts.self : ownTexts.others),
};
