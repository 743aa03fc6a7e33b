/**
 * Makes ids of headings as GitHub does, so that links to them work in both places: in lower case, without punctuation,
 * hyphens for blanks, and a number where the same one was given before.
 */
export function createSlugs(): (heading: string) => string {
  const given = new Map<string, number>();
  return (heading) => {
    const slug = heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\p{M}_\- ]/gu, "")
      .replaceAll(" ", "-");
    const times = given.get(slug) ?? 0;
    given.set(slug, times + 1);
    return times === 0 ? slug : `${slug}-${times}`;
  };
}
