import { type Fields, text } from '../fields';

/** How a route or match is called in a sentence: its name, else its place. */
export function placeOf(part: Fields, position: number): string {
  const name = text(part.name)?.slice(0, 128);
  return name ? `"${name}"` : `#${position}`;
}
