/** A bucket's window, as all servers count it. */
export interface SharedWindow {
  /** Requests in it, with the one at hand. */
  used: number;
  /** Milliseconds until it ends. */
  endsIn: number;
}

/** Counters that several servers share, while there is a connection to them. */
export interface SharedCounters {
  /** Counts one request of `bucket`. Rejects when that can't be had at once; nothing is kept to be counted later. */
  count(bucket: string): Promise<SharedWindow>;
  /** Resolves with the cause when the connection has ended, for whatever reason. */
  readonly lost: Promise<Error>;
  /** Ends the connection; counts that are under way reject. */
  close(): void;
}
