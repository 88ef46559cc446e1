import {
  darken,
  decomposeColor,
  getContrastRatio,
  lighten,
  recomposeColor,
  type Theme,
} from '@material-ui/core/styles';

/** WCAG AA asks for 4.5; the rest is reserve for rounding and hovered rows. */
const WANTED_CONTRAST = 4.7;
const STEP = 0.05;

/**
 * The colour, moved away from the background until text in it can be read on
 * paper, on the page and on the tints lying on either.
 */
export function readableOn(
  theme: Theme,
  colour: string,
  tints: readonly string[],
): string {
  const { background, type, text } = theme.palette;
  const away = type === 'dark' ? lighten : darken;
  const grounds = [background.paper, background.default].flatMap(ground => [
    ground,
    ...tints.map(tint => over(tint, ground)),
  ]);
  for (let amount = 0; amount < 1; amount += STEP) {
    const candidate = away(colour, amount);
    const worst = Math.min(
      ...grounds.map(ground => getContrastRatio(candidate, ground)),
    );
    if (worst >= WANTED_CONTRAST) return candidate;
  }
  return text.primary;
}

/** What the eye sees of a translucent colour on an opaque one. */
function over(tint: string, ground: string): string {
  const [red, green, blue, share = 1] = decomposeColor(tint).values;
  const below = decomposeColor(ground).values;
  const mix = [red, green, blue].map((value, index) =>
    Math.round(value * share + below[index] * (1 - share)),
  );
  return recomposeColor({ type: 'rgb', values: [mix[0], mix[1], mix[2]] });
}
