/** What a part of a workbook means by its name alone. */
const rulesOfParts: readonly (readonly [form: RegExp, rule: string])[] = [
  [/vbaproject|\/macrosheets\/|\/activex\/|\/ctrlprops\//, 'workbook-macro'],
  [/\/pivotcache\/|\/model\/|\/slicercaches\/|\/timelinecaches\//, 'workbook-cache'],
  [/\/embeddings\/|oleobject|\/attachedtoolbars/, 'workbook-embedded'],
  [/\/externallinks\/|\/connections\.xml$|\/querytables\/|\/webextensions\//, 'workbook-link'],
  [/\/comments|\/threadedcomments\/|\/persons\//, 'workbook-comment'],
  [/\/revisions\//, 'workbook-revision'],
  [/^customxml\/|^docprops\/custom\.xml$/, 'workbook-custom'],
  [/\/media\/|\/charts\/|\/diagrams\/|^docprops\/thumbnail/, 'workbook-picture'],
];

/** Parts that every program writes, which show nothing that the sheets do not. */
const usual =
  /(\.rels|^\[content_types\]\.xml|^docprops\/(app|core)\.xml|^xl\/(workbook|styles|sharedstrings|calcchain|metadata)\.xml|^xl\/(theme|worksheets|chartsheets|drawings|printersettings|tables|pivottables|richdata|featurepropertybag)\/.*|^docmetadata\/labelinfo\.xml|\/)$/;

/** The rule that a part of a workbook falls under by its name, if it does. */
export function ruleOfPart(name: string): string | undefined {
  const lower = name.toLowerCase();
  const known = rulesOfParts.find(([form]) => form.test(lower))?.[1];
  return known ?? (usual.test(lower) ? undefined : 'workbook-unknown');
}
