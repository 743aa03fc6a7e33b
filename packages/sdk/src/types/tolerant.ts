/** A value that newer servers may extend: the known ones are offered, any other string must be expected. */
export type OpenEnum<Known extends string> = Known | (string & Record<never, never>);

/**
 * The shape of an answer, taken from the contract, as a client must read it: every enumeration may have got further
 * values since. Further members of objects may come as well; they are kept.
 */
export type Tolerant<T> = T extends string
  ? string extends T
    ? T
    : OpenEnum<T>
  : T extends readonly (infer Element)[]
    ? Tolerant<Element>[]
    : T extends object
      ? { [Name in keyof T]: Tolerant<T[Name]> }
      : T;
