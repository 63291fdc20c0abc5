import { type ZipPart, zip } from './zip.ts';

/** Makes an OpenDocument whose body is of this kind and holds this XML. */
export function openDocument(
  body: string,
  xml: string,
  { styles = '', more = [], isStored = false }: { styles?: string; more?: readonly ZipPart[]; isStored?: boolean } = {},
): Buffer {
  const content = `<o:document-content><o:automatic-styles>${styles}</o:automatic-styles><o:body><o:${body}>${xml}</o:${body}></o:body></o:document-content>`;
  const kind = `application/vnd.oasis.opendocument.${body}`;
  return zip([
    { name: 'mimetype', content: kind, isStored: true },
    { name: 'content.xml', content, isStored },
    ...more,
  ]);
}
