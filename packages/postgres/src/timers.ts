/**
 * The only module of this package that sets timers. A child process lives in real time, so a virtual clock
 * would be of no use here: what these timers bound is how long the operating system is waited for.
 */

/** Resolves after `milliseconds`. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    // oxlint-disable-next-line no-restricted-globals -- this module is the package's clock
    setTimeout(resolve, milliseconds);
  });
}

/** Whether `done` resolves within `milliseconds`. */
export async function within(milliseconds: number, done: Promise<unknown>): Promise<boolean> {
  return new Promise((resolve, reject) => {
    // oxlint-disable-next-line no-restricted-globals -- this module is the package's clock
    const timer = setTimeout(() => resolve(false), milliseconds);
    done.then(() => resolve(true), reject).finally(() => clearTimeout(timer));
  });
}
