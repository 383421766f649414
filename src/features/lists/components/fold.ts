/** A fold above a list: its summary stays in the row of links, what it holds takes the whole width below. */
export const foldClass = 'open:order-last open:w-full';
export const foldedClass = 'mt-1 w-full border-t-3 border-accent bg-wash px-4 pt-2.5 pb-1 text-base';
