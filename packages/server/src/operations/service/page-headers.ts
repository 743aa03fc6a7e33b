/** What is sent with every file of a page: browsers take it for what it is said to be. */
export const NOSNIFF = { "x-content-type-options": "nosniff" };

/** What is sent with every page besides its content security policy. */
export const PAGE_HEADERS = { ...NOSNIFF, "referrer-policy": "no-referrer", "cache-control": "no-cache" };
