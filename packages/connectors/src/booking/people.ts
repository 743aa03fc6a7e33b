/** The names of the people in a list whose elements are names, or objects with a `name` or `email`. */
export function peopleOf(list: readonly unknown[] | null | undefined): string[] {
  return (list ?? []).map(nameOf).filter((name) => name !== "");
}

function nameOf(person: unknown): string {
  if (typeof person === "string") return person;
  if (typeof person !== "object" || person === null) return "";
  if ("name" in person && typeof person.name === "string" && person.name !== "") return person.name;
  return "email" in person && typeof person.email === "string" ? person.email : "";
}
