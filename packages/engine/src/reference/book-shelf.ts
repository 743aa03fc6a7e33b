import type { ReferenceBook } from "./book.ts";

interface Place {
  book: ReferenceBook;
  weight: number;
}

/** What a book without records weighs. */
const EMPTY_BOOK = 100;

/** Keeps the newest book of the companies used last, up to a total weight (about one a record). */
export class BookShelf {
  readonly #capacity: number;
  /** From the one used longest ago to the one used last. */
  readonly #places = new Map<string, Place>();
  #weight = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** The company's book, when it is there at just this version. */
  find(companyId: string, version: string): ReferenceBook | undefined {
    const place = this.#places.get(companyId);
    if (place?.book.version !== version) return undefined;
    this.#places.delete(companyId);
    this.#places.set(companyId, place);
    return place.book;
  }

  /** Puts a book in, in place of the company's older one. */
  keep(companyId: string, book: ReferenceBook, records: number): void {
    this.#remove(companyId);
    const weight = EMPTY_BOOK + records;
    if (weight > this.#capacity) return;
    this.#places.set(companyId, { book, weight });
    this.#weight += weight;
    for (const oldest of this.#places.keys()) {
      if (this.#weight <= this.#capacity) break;
      this.#remove(oldest);
    }
  }

  #remove(companyId: string): void {
    const place = this.#places.get(companyId);
    if (place === undefined) return;
    this.#places.delete(companyId);
    this.#weight -= place.weight;
  }
}
