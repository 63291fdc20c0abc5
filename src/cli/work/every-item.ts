interface ListPart<Item> {
  readonly items: readonly Item[];
  readonly continuation: string | null;
}

export async function everyItem<Item>(
  read: (continuation: string | undefined) => Promise<ListPart<Item>>,
): Promise<Item[]> {
  const found: Item[] = [];
  let place: string | undefined;
  do {
    const { items, continuation } = await read(place);
    found.push(...items);
    place = continuation ?? undefined;
  } while (place !== undefined);
  return found;
}
